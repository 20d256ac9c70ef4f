namespace Tsuba.Engine.Explain;

/// <content>Reasons 2xx, 4xx and 5xx: planning, results, handlers.</content>
public static partial class MessageTable
{
    private static IEnumerable<MessageRow> CheckReasons() =>
    [
        Row(Reason.FirstCheckPlanned, "its first check is planned[ for {next}]", "son premier contrôle est prévu[ le {next}]"),
        Row(Reason.CheckMovedIntoPeriod, "the check is moved to the next opening of check_period[ {period}]", "le contrôle est déplacé à la prochaine ouverture de check_period[ {period}]", detail: "period"),
        Row(
            Reason.CheckPeriodNeverValid,
            "check_period[ {period}] is not valid within a year, so it is not checked",
            "check_period[ {period}] n'est pas valide d'ici un an, il n'est donc pas contrôlé",
            "choose another check_period",
            "choisir une autre check_period",
            "period"),
        Row(Reason.ActiveChecksOff, "active checks of it are switched off", "ses contrôles actifs sont désactivés", "give {command}", "envoyer {command}"),
        Row(
            Reason.ProgramChecksOff,
            "active checks are switched off for the whole program",
            "les contrôles actifs sont désactivés pour tout le programme",
            "give {command}",
            "envoyer {command}"),
        Row(
            Reason.ExecutionDependencyFailed,
            "it is not checked: it depends on[ {master}] an item that is in a state in which it is not checked",
            "il n'est pas contrôlé : il dépend d'un élément[, {master},] dans un état où il n'est pas contrôlé",
            "bring that item back, or change execution_failure_criteria",
            "rétablir cet élément, ou changer execution_failure_criteria",
            "master"),
        Row(Reason.CheckForced, "a check was forced", "un contrôle a été forcé"),
        Row(Reason.CheckScheduled, "a check was planned by a command", "un contrôle a été planifié par une commande"),
        Row(Reason.CheckOrphaned, "no result came within time_to_orphanage; the check is planned again", "aucun résultat n'est venu avant time_to_orphanage ; le contrôle est planifié de nouveau"),
        Row(Reason.RoundsMissed, "planned times passed without a check; they became one check", "des moments prévus sont passés sans contrôle ; ils n'en font plus qu'un"),
        Row(Reason.DependencyCheckRaised, "it was checked because an item that depends on it failed", "il a été contrôlé parce qu'un élément qui en dépend est en défaut"),
        Row(Reason.HeldForParents, "its result waits until what stands above it has been checked", "son résultat attend que ce qui est au-dessus ait été contrôlé"),
        Row(Reason.ParentsAnswered, "what stands above it has been checked, so its result took effect", "ce qui est au-dessus a été contrôlé, son résultat a donc pris effet"),
        Row(Reason.ParentsSilent, "what stands above it did not answer in time, so its result took effect", "ce qui est au-dessus n'a pas répondu à temps, son résultat a donc pris effet"),
        Row(Reason.KeptPlannedLater, "a check is planned earlier already, so the command changed nothing", "un contrôle est déjà prévu plus tôt, la commande n'a donc rien changé"),
        Row(Reason.CheckInProgress, "a check is already on its way", "un contrôle est déjà en cours"),
        Row(
            Reason.HostDownNoCheck,
            "its host is not UP, and host_down_disable_service_checks holds, so it is not checked",
            "son hôte n'est pas UP, et host_down_disable_service_checks est actif, il n'est donc pas contrôlé"),
        Row(Reason.ClockSet, "the wall clock was set; what waits for a time period is planned anew", "l'horloge a été réglée ; ce qui attend une période est planifié de nouveau"),
        Row(
            Reason.RecurrencePeriodGone,
            "the time period[ {period}] of a recurrent downtime is no longer in the configuration",
            "la période[ {period}] d'une maintenance récurrente n'est plus dans la configuration",
            "define the period again, or delete the recurrent downtime",
            "redéfinir la période, ou supprimer la maintenance récurrente",
            "period"),
    ];

    private static IEnumerable<MessageRow> OtherReasons() =>
    [
        Row(Reason.DuplicateResult, "a result was left out: its check has one already, or is not on its way", "un résultat a été écarté : son contrôle en a déjà un, ou n'est pas en cours"),
        Row(Reason.UnknownItem, "there is no such item here[: {name}]", "il n'y a pas de tel élément ici[ : {name}]", detail: "name"),
        Row(Reason.PassiveChecksOff, "a passive result was left out: passive checks are switched off", "un résultat passif a été écarté : les contrôles passifs sont désactivés"),
        Row(Reason.PassiveTooOld, "a passive result was left out: it is older than the last check", "un résultat passif a été écarté : il est plus ancien que le dernier contrôle"),
        Row(Reason.StaleResult, "its last result is older than its freshness limit", "son dernier résultat est plus ancien que sa limite de fraîcheur"),
        Row(Reason.EventHandlersOff, "its event handler is not run: event handlers are switched off", "son gestionnaire d'évènement n'est pas lancé : ils sont désactivés"),
        Row(Reason.EventHandlerInDowntime, "its event handler is not run during a downtime (no_event_handlers_during_downtimes)", "son gestionnaire d'évènement n'est pas lancé en maintenance (no_event_handlers_during_downtimes)"),
        Row(Reason.EventHandlerRun, "its event handler was run[: {command}]", "son gestionnaire d'évènement a été lancé[ : {command}]", detail: "command"),
        Row(
            Reason.TooManyActions,
            "it is left out: too many actions wait for their receipts",
            "elle est abandonnée : trop d'actions attendent leur accusé",
            "see whether the reactionners run (tsuba status)",
            "voir si les reactionners tournent (tsuba status)"),
        Row(Reason.SnapshotRun, "its snapshot command was run[: {command}]", "sa commande de capture a été lancée[ : {command}]", detail: "command"),
        Row(Reason.SnapshotTooSoon, "no snapshot was taken: snapshot_interval has not passed since the last", "pas de capture : snapshot_interval n'est pas écoulé depuis la dernière"),
        Row(Reason.OutsideSnapshotPeriod, "no snapshot was taken: it is outside snapshot_period", "pas de capture : hors de snapshot_period"),
    ];
}
