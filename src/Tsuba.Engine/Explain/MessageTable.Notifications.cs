namespace Tsuba.Engine.Explain;

/// <content>Reasons 1xx: what decides about notifications.</content>
public static partial class MessageTable
{
    private static IEnumerable<MessageRow> ItemReasons() =>
    [
        Row(Reason.None, "nothing was decided", "rien n'a été décidé"),
        Row(
            Reason.NotificationsOff,
            "notifications are switched off for the whole program",
            "les notifications sont désactivées pour tout le programme",
            "give ENABLE_NOTIFICATIONS, and set enable_notifications to 1 if it is 0",
            "envoyer ENABLE_NOTIFICATIONS, et mettre enable_notifications à 1 s'il est à 0"),
        Row(
            Reason.OutsideNotificationPeriod,
            "it is outside its notification_period[ {period}]",
            "hors de sa notification_period[ {period}]",
            "it is told when the period opens[, at {opens}], if the problem is still there; or choose another notification_period",
            "elle part à l'ouverture de la période[, le {opens}], si le problème dure ; sinon choisir une autre notification_period"),
        Row(
            Reason.ItemNotificationsOff,
            "notifications are switched off for this item",
            "les notifications sont désactivées pour cet élément",
            "give {command}",
            "envoyer {command}"),
        Row(
            Reason.NothingWanted,
            "its notification_options are n: nothing is ever told",
            "ses notification_options valent n : rien n'est jamais notifié",
            "set notification_options to a list that holds {letter}",
            "donner à notification_options une liste qui contient {letter}"),
        Row(
            Reason.TypeNotWanted,
            "its notification_options[ ({options})] do not hold[ {letter},] the letter of this state or kind",
            "ses notification_options[ ({options})] n'ont pas[ {letter},] la lettre de cet état ou de ce type",
            "add {letter} to notification_options",
            "ajouter {letter} à notification_options"),
        Row(
            Reason.NothingToAcknowledge,
            "the item is fine, so there is no problem to acknowledge",
            "l'élément va bien, il n'y a donc pas de problème à acquitter",
            "an acknowledgement is told only while there is a problem",
            "un acquittement n'est notifié que tant qu'il y a un problème"),
        Row(
            Reason.FlappingInDowntime,
            "flapping is not told during a downtime",
            "l'oscillation n'est pas notifiée pendant une maintenance planifiée",
            "[delete the downtime with {command}, or ]wait for the end of the downtime[, at {until}]",
            "[supprimer la maintenance avec {command}, ou ]attendre la fin de la maintenance[, le {until}]"),
        Row(
            Reason.NestedDowntime,
            "[{count} ]downtimes are active at once, and only the end of the last is told",
            "[{count} ]maintenances planifiées sont actives en même temps, et seule la fin de la dernière est notifiée",
            "[delete the downtimes with {command}, or ]wait for the end of the last[, at {until}]",
            "[supprimer les maintenances avec {command}, ou ]attendre la fin de la dernière[, le {until}]"),
        Row(
            Reason.HostInDowntime,
            "its host[ {host}] is in downtime[ until {until}][ ({author}: {comment})]",
            "son hôte[ {host}] est en maintenance planifiée[ jusqu'au {until}][ ({author} : {comment})]",
            "[delete the downtime with {command}, or ]wait for its end",
            "[supprimer la maintenance avec {command}, ou ]en attendre la fin"),
        Row(
            Reason.InDowntime,
            "it is in downtime[ until {until}][ ({author}: {comment})]",
            "il est en maintenance planifiée[ jusqu'au {until}][ ({author} : {comment})]",
            "[delete the downtime with {command}, or ]wait for its end",
            "[supprimer la maintenance avec {command}, ou ]en attendre la fin"),
        Row(
            Reason.SoftProblem,
            "the problem is not confirmed yet[: attempt {attempt} of {attempts}]",
            "le problème n'est pas encore confirmé[ : tentative {attempt} sur {attempts}]",
            "wait for the remaining attempts[; the next check is at {next}]",
            "attendre les tentatives qui restent[ ; le prochain contrôle est le {next}]"),
        Row(
            Reason.AlreadyAcknowledged,
            "the problem is acknowledged[ by {author}: {comment}]",
            "le problème est acquitté[ par {author} : {comment}]",
            "give {command}[; it expires at {until}]",
            "envoyer {command}[ ; il expire le {until}]"),
        Row(
            Reason.IsFlapping,
            "it flaps[: {percent} % of its last states changed]",
            "il oscille[ : {percent} % de ses derniers états ont changé]",
            "it is told again once fewer than {threshold} % of the states change; or give {command}",
            "les notifications reprennent quand moins de {threshold} % des états changent ; sinon envoyer {command}"),
        Row(
            Reason.HostNotUp,
            "its host[ {host}] is not UP[, it is {state}]",
            "son hôte[ {host}] n'est pas UP[, il est {state}]",
            "the host has to be UP[; the root cause is {roots}]",
            "l'hôte doit être UP[ ; la cause racine est {roots}]"),
        Row(
            Reason.RootProblemsHandled,
            "every root problem of its business rule[ ({roots})] is acknowledged or in downtime",
            "chaque problème racine de sa règle métier[ ({roots})] est acquitté ou en maintenance",
            "it is told as soon as one of them is neither; or set business_rule_smart_notifications to 0",
            "elle part dès que l'un d'eux n'est ni l'un ni l'autre ; sinon mettre business_rule_smart_notifications à 0"),
        Row(
            Reason.MasterFailed,
            "it depends on[ {master}, which is {state}] an item in a state in which it stays silent",
            "il dépend d'un élément[, {master}, à l'état {state},] dans un état où il reste silencieux",
            "bring that item back[; the root cause is {roots}], or change the dependency's notification_failure_criteria",
            "rétablir cet élément[ ; la cause racine est {roots}], ou changer notification_failure_criteria de la dépendance"),
        Row(
            Reason.ParentsFailed,
            "none of its parents[ ({parents})] is UP, and its notification_options[ ({options})] do not hold u",
            "aucun de ses parents[ ({parents})] n'est UP, et ses notification_options[ ({options})] n'ont pas u",
            "a parent has to be UP[; the root cause is {roots}]; or add u to notification_options to be told of UNREACHABLE",
            "un parent doit être UP[ ; la cause racine est {roots}] ; sinon ajouter u à notification_options pour être averti d'UNREACHABLE"),
        Row(
            Reason.NoContacts,
            "it has no contacts",
            "il n'a pas de contacts",
            "give it contacts or contact_groups",
            "lui donner contacts ou contact_groups"),
        Row(
            Reason.WaitsForFirstDelay,
            "first_notification_delay has not passed yet",
            "first_notification_delay n'est pas encore écoulé",
            "wait[ until {until}]",
            "attendre[ jusqu'au {until}]"),
        Row(
            Reason.RecoveryUntold,
            "nobody was told of the problem, so nobody is told of its end",
            "personne n'a été averti du problème, donc personne ne l'est de sa fin",
            "only a problem that was told has a told end",
            "seul un problème notifié a une fin notifiée"),
        Row(
            Reason.NotDueYet,
            "it was told[ at {last} (notification {number})], and is repeated when notification_interval has passed",
            "elle a été envoyée[ le {last} (notification {number})], et est répétée quand notification_interval est écoulé",
            "wait[ until {next}], or choose a shorter notification_interval",
            "attendre[ jusqu'au {next}], ou choisir un notification_interval plus court"),
        Row(
            Reason.ToldOnce,
            "notification_interval is 0: the problem has been told once[, at {last}]",
            "notification_interval vaut 0 : le problème a été notifié une fois[, le {last}]",
            "set notification_interval to be told again and again",
            "donner une valeur à notification_interval pour être averti de nouveau"),
        Row(
            Reason.NobodyAccepted,
            "no contact accepted it",
            "aucun contact ne l'a acceptée",
            "see each contact",
            "voir chaque contact"),
        Row(
            Reason.UnknownPhase,
            "it only went to UNKNOWN or UNREACHABLE[ from {before}], and such a change of a known problem is not told",
            "il n'est que passé à UNKNOWN ou UNREACHABLE[ depuis {before}], et un tel changement d'un problème connu n'est pas notifié",
            "the next repetition, or another state than the one before, is told",
            "la prochaine répétition, ou un autre état que le précédent, est notifiée"),
        Row(Reason.Notified, "is told", "est averti"),
        Row(Reason.Escalated, "[{escalations}: ]an escalation chooses the contacts", "[{escalations} : ]une escalade choisit les contacts"),
    ];

    private static IEnumerable<MessageRow> ContactReasons() =>
    [
        Row(
            Reason.ContactInDowntime,
            "the contact is in downtime[ until {until}][ ({author}: {comment})]",
            "le contact est absent[ jusqu'au {until}][ ({author} : {comment})]",
            "[delete the downtime with {command}, or ]wait for its end",
            "[supprimer l'absence avec {command}, ou ]en attendre la fin"),
        Row(
            Reason.ContactNotificationsOff,
            "notifications are switched off for the contact[, in its way {way}]",
            "les notifications sont désactivées pour le contact[, dans sa voie {way}]",
            "give {command}, and set {property} to 1 if it is 0",
            "envoyer {command}, et mettre {property} à 1 s'il est à 0"),
        Row(
            Reason.ContactBusinessImpact,
            "the contact wants business impact[ {wanted}] and above[, the item has {impact}][ (way {way})]",
            "le contact veut un impact métier d'au moins[ {wanted}] ce qu'il a fixé[, l'élément a {impact}][ (voie {way})]",
            "lower min_business_impact of the contact, or raise business_impact of the item",
            "baisser min_business_impact du contact, ou monter business_impact de l'élément"),
        Row(
            Reason.ContactOutsidePeriod,
            "it is outside the contact's period[ {period}][ (way {way})]",
            "hors de la période[ {period}] du contact[ (voie {way})]",
            "the contact is told of repetitions once the period opens[, at {opens}]; or choose another {property}",
            "le contact est averti des répétitions dès que la période s'ouvre[, le {opens}] ; sinon choisir une autre {property}"),
        Row(
            Reason.ContactTypeNotWanted,
            "the contact's options[ ({options})] do not hold[ {letter},] the letter of this state or kind[ (way {way})]",
            "les options[ ({options})] du contact n'ont pas[ {letter},] la lettre de cet état ou de ce type[ (voie {way})]",
            "add {letter} to {property}",
            "ajouter {letter} à {property}"),
        Row(
            Reason.ContactWithoutCommand,
            "the contact has no notification command for this[ (way {way})]",
            "le contact n'a pas de commande de notification pour cela[ (voie {way})]",
            "set {property}",
            "définir {property}"),
        Row(
            Reason.ContactNotTold,
            "the contact was not told of the problem, so it is not told of its end",
            "le contact n'a pas été averti du problème, donc il ne l'est pas de sa fin",
            "only those who were told of a problem are told of its end",
            "seuls ceux qui ont été avertis d'un problème le sont de sa fin"),
        Row(
            Reason.ContactToldOnce,
            "notification_interval is 0, and the contact has been told",
            "notification_interval vaut 0, et le contact a été averti",
            "set notification_interval to be told again and again",
            "donner une valeur à notification_interval pour être averti de nouveau"),
        Row(
            Reason.CommandRefused,
            "the command cannot be run[: {refusal}]",
            "la commande ne peut pas être lancée[ : {refusal}]",
            "mend the command line",
            "corriger la ligne de commande",
            "refusal"),
    ];
}
