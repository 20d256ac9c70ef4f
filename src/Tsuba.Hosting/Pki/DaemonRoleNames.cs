using Tsuba.Model.Items;

namespace Tsuba.Hosting.Pki;

/// <summary>Roles as they are written in certificates, directories and on the command line.</summary>
public static class DaemonRoleNames
{
    /// <summary>Lower case name.</summary>
    public static string ToIdentifier(this DaemonRole role) => role switch
    {
        DaemonRole.Synchronizer => "synchronizer",
        DaemonRole.Arbiter => "arbiter",
        DaemonRole.Scheduler => "scheduler",
        DaemonRole.Poller => "poller",
        DaemonRole.Reactionner => "reactionner",
        DaemonRole.Receiver => "receiver",
        DaemonRole.Broker => "broker",
        DaemonRole.Operator => "operator",
        DaemonRole.Monitor => "monitor",
        _ => "none",
    };

    /// <summary>Reads a name that <see cref="ToIdentifier"/> wrote.</summary>
    public static bool TryParse(string text, out DaemonRole role)
    {
        foreach (var candidate in Enum.GetValues<DaemonRole>())
        {
            if (candidate != DaemonRole.None && candidate.ToIdentifier() == text)
            {
                role = candidate;
                return true;
            }
        }

        role = DaemonRole.None;
        return false;
    }
}
