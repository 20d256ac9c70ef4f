namespace Tsuba.Engine.Explain;

/// <content>Reasons 3xx: states.</content>
public static partial class MessageTable
{
    private static IEnumerable<MessageRow> StateReasons() =>
    [
        Row(Reason.SoftProblemBegan, "a problem began[ ({state})] and needs more attempts to be confirmed[: attempt {attempt} of {attempts}]", "un problème a commencé[ ({state})] et doit encore être confirmé[ : tentative {attempt} sur {attempts}]", detail: "state"),
        Row(Reason.SoftProblemGoesOn, "the problem is not confirmed yet[ ({state})][: attempt {attempt} of {attempts}]", "le problème n'est pas encore confirmé[ ({state})][ : tentative {attempt} sur {attempts}]", detail: "state"),
        Row(Reason.ProblemConfirmed, "it is hard[ ({state})] because the last[ of {attempts}] attempts found it too", "il est confirmé (HARD)[ ({state})] car la dernière tentative[ sur {attempts}] l'a trouvé aussi", detail: "state"),
        Row(Reason.ProblemConfirmedAtOnce, "it is hard[ ({state})] at once because max_check_attempts is 1", "il est confirmé (HARD)[ ({state})] aussitôt car max_check_attempts vaut 1", detail: "state"),
        Row(Reason.VolatileProblem, "it is hard[ ({state})] because the service is volatile: every bad result is a confirmed problem", "il est confirmé (HARD)[ ({state})] car le service est volatil : chaque mauvais résultat est un problème confirmé", detail: "state"),
        Row(Reason.HostDownConfirms, "it is hard[ ({state})] because its host is not UP, so no further attempts are made", "il est confirmé (HARD)[ ({state})] car son hôte n'est pas UP : pas d'autre tentative", detail: "state"),
        Row(Reason.PassiveHostConfirms, "it is hard[ ({state})] because passive results of hosts are final at once", "il est confirmé (HARD)[ ({state})] car les résultats passifs d'hôtes sont définitifs", detail: "state"),
        Row(Reason.ProblemChanged, "the confirmed problem changed to another bad state[ ({state})]", "le problème confirmé a changé pour un autre mauvais état[ ({state})]", detail: "state"),
        Row(Reason.SoftRecovery, "the problem ended before it was confirmed", "le problème a cessé avant d'être confirmé"),
        Row(Reason.Recovered, "the problem ended", "le problème a cessé"),
        Row(Reason.BecameUnreachable, "it is UNREACHABLE rather than DOWN because none of its parents[ ({parents})] is UP", "il est UNREACHABLE plutôt que DOWN car aucun de ses parents[ ({parents})] n'est UP"),
        Row(Reason.UnknownPhaseEntered, "it went to UNKNOWN or UNREACHABLE; the state before is kept in mind, and nothing is told anew", "il est passé à UNKNOWN ou UNREACHABLE ; l'état précédent est gardé en mémoire, et rien n'est notifié de nouveau"),
        Row(Reason.UnknownPhaseLeft, "it came back from UNKNOWN or UNREACHABLE to the state before", "il est revenu d'UNKNOWN ou d'UNREACHABLE à l'état précédent"),
        Row(Reason.FlappingBegan, "it began to flap[: {percent} % of its states changed]", "il a commencé à osciller[ : {percent} % de ses états ont changé]", detail: "percent"),
        Row(Reason.FlappingEnded, "it stopped flapping[: {percent} % of its states changed]", "il a cessé d'osciller[ : {percent} % de ses états ont changé]", detail: "percent"),
        Row(Reason.AcknowledgementRemovedByChange, "its acknowledgement ended with a change of the state", "son acquittement a cessé avec un changement d'état"),
        Row(Reason.AcknowledgementRemovedByRecovery, "its acknowledgement ended with the problem", "son acquittement a cessé avec le problème"),
        Row(Reason.AcknowledgementExpired, "its acknowledgement expired", "son acquittement a expiré"),
        Row(Reason.DowntimeEndedProblemStays, "a downtime ended and the problem is still there, so it is told anew", "une maintenance s'est terminée et le problème est toujours là, il est donc notifié de nouveau"),
        Row(Reason.BecameImpact, "it suffers from a problem of another item[: {roots}]", "il subit le problème d'un autre élément[ : {roots}]", detail: "roots"),
        Row(Reason.ImpactEnded, "nothing above it fails any more", "plus rien n'est en défaut au-dessus de lui"),
        Row(Reason.MaintenanceBegan, "its maintenance check says that it is in maintenance", "son contrôle de maintenance dit qu'il est en maintenance"),
        Row(Reason.MaintenanceEnded, "its maintenance check says that it is in production again", "son contrôle de maintenance dit qu'il est de nouveau en production"),
    ];
}
