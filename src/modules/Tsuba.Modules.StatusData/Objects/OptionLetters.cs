using Tsuba.Model.Objects;

namespace Tsuba.Modules.StatusData.Objects;

/// <summary>Option lists in the letters and the order of nagios4: <c>r,d,u</c>, <c>a</c> for all, <c>n</c> for none.</summary>
internal static class OptionLetters
{
    private static readonly (StateOptions Option, char Letter)[] HostRows =
    [
        (StateOptions.Recovery, 'r'), (StateOptions.Ok, 'o'), (StateOptions.Down, 'd'), (StateOptions.Unreachable, 'u'), (StateOptions.Pending, 'p'),
        (StateOptions.Flapping, 'f'), (StateOptions.Downtime, 's'),
    ];

    private static readonly (StateOptions Option, char Letter)[] ServiceRows =
    [
        (StateOptions.Recovery, 'r'), (StateOptions.Ok, 'o'), (StateOptions.Unknown, 'u'), (StateOptions.Warning, 'w'), (StateOptions.Critical, 'c'), (StateOptions.Pending, 'p'),
        (StateOptions.Flapping, 'f'), (StateOptions.Downtime, 's'),
    ];

    /// <summary>What stands for all of a host's notifications.</summary>
    public const StateOptions AllOfHosts = StateOptions.Recovery | StateOptions.Down | StateOptions.Unreachable | StateOptions.Flapping | StateOptions.Downtime;

    /// <summary>What stands for all of a service's notifications.</summary>
    public const StateOptions AllOfServices = StateOptions.Recovery | StateOptions.Unknown | StateOptions.Warning | StateOptions.Critical | StateOptions.Flapping | StateOptions.Downtime;

    /// <summary>All states of a host.</summary>
    public const StateOptions StatesOfHosts = StateOptions.Ok | StateOptions.Down | StateOptions.Unreachable;

    /// <summary>All states of a service.</summary>
    public const StateOptions StatesOfServices = StateOptions.Ok | StateOptions.Warning | StateOptions.Unknown | StateOptions.Critical;

    /// <summary>The letters.</summary>
    /// <param name="options">The options.</param>
    /// <param name="isHost">Whether they are a host's: <c>u</c> is UNREACHABLE then, else UNKNOWN.</param>
    /// <param name="all">What is <c>a</c>.</param>
    public static string Of(StateOptions options, bool isHost, StateOptions all)
    {
        if ((options & all) == all)
        {
            return "a";
        }

        var letters = (isHost ? HostRows : ServiceRows).Where(row => options.HasFlag(row.Option)).Select(row => row.Letter);
        var text = string.Join(',', letters);
        return text.Length > 0 ? text : "n";
    }
}
