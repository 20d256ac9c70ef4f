using System.Globalization;
using Tsuba.Engine.Comments;
using Tsuba.Engine.Explain;
using Tsuba.Engine.Logs;
using Tsuba.Engine.Notifications;
using Tsuba.Engine.Parts;
using Tsuba.Engine.States;
using Tsuba.Model.Items;

namespace Tsuba.Engine.Flapping;

/// <summary>Watches how often the state of an item changes. Source: reference/shinken.md 4.5.</summary>
internal sealed class FlapDetector(Brain brain)
{
    private const string Automatic = "(Nagios Process)";

    private readonly Part _part = brain.Part;

    /// <summary>Counts the result that was just recorded, and begins or ends flapping.</summary>
    public void Count(int index)
    {
        ref var row = ref _part.Rows[index];
        var policy = _part.Items[index].Flapping;
        var isHost = _part.IsHost(index);
        if (_part.Switches.FlappingSkipsSoftProblems && !isHost && row.State != 0 && row.StateType == StateType.Soft)
        {
            return;
        }

        var option = Names.Option(isHost, row.State);
        if (policy.Options != 0 && (policy.Options & option) == 0)
        {
            return;
        }

        var length = Length();
        var mask = length >= 64 ? ulong.MaxValue : (1UL << length) - 1;
        var before = _part.Switches.FlapHistoryHoldsStates ? row.FlapState : row.LastState;
        row.FlapState = row.State;
        row.FlapBits = ((row.FlapBits << 1) | (row.State != before ? 1UL : 0UL)) & mask;
        if (row.FlapCount < length)
        {
            row.FlapCount++;
        }

        var percent = row.FlapBits == 0 ? 0 : Percent(row.FlapBits, length, _part.Switches.FlapWeightsAreWide);
        row.PercentStateChange = (float)percent;
        if ((row.FlapCount < length && _part.Switches.FlappingNeedsFullHistory) || !row.Has(ItemFlags.FlapDetection) || !_part.Program[ProgramSwitch.FlapDetection])
        {
            return;
        }

        var settings = _part.Settings;
        var low = LowThreshold(index);
        var high = policy.High ?? (isHost ? settings.HighHostFlapThreshold : settings.HighServiceFlapThreshold);
        if (!row.Has(ItemFlags.Flapping) && percent >= high && !(percent <= low && _part.Switches.FlappingEndsAtThreshold))
        {
            Begin(index, high);
        }
        else if (row.Has(ItemFlags.Flapping) && (percent < low || (percent <= low && _part.Switches.FlappingEndsAtThreshold)))
        {
            End(index, low);
        }
    }

    /// <summary>Percent below which an item stops flapping.</summary>
    public double LowThreshold(int index) => _part.Items[index].Flapping.Low
        ?? (_part.IsHost(index) ? _part.Settings.LowHostFlapThreshold : _part.Settings.LowServiceFlapThreshold);

    /// <summary>Flap detection was switched off: an item that flaps stops being said to.</summary>
    public void Disable(int index)
    {
        ref var row = ref _part.Rows[index];
        if (!row.Has(ItemFlags.Flapping))
        {
            return;
        }

        row.Set(ItemFlags.Flapping, false);
        brain.Contexts.Refresh(index);
        RemoveComment(index);
        _part.Decide(index, Reason.FlappingEnded);
        _part.Log(index, LogLines.FlappingAlert(_part, index, "DISABLED", "Flap detection has been disabled"));
        brain.Campaigns.Tell(index, NotificationType.FlappingDisabled, "", "");
        _part.Touch(index);
    }

    // Weight of entry i (1 oldest … n newest) is 0.8 + 0.4 × i / n, or, wide, 0.75 + 0.5 × (i − 1) / (n − 1). Summed from the oldest on, as
    // both originals do: the last bit of the sum decides where a share of changes lies on a threshold.
    private static double Percent(ulong bits, int length, bool wide)
    {
        var sum = 0.0;
        for (var age = length - 1; age >= 0; age--)
        {
            if ((bits >> age & 1) != 0)
            {
                sum += wide ? (0.5 * (length - age - 1) / Math.Max(length - 1, 1)) + 0.75 : 0.8 + (0.4 * (length - age) / length);
            }
        }

        return wide ? sum * 100 / length : sum / length * 100;
    }

    private int Length() =>
        Math.Clamp(_part.Settings.FlapHistory - (_part.Switches.FlapHistoryHoldsStates ? 1 : 0), 1, 64);

    private void Begin(int index, double threshold)
    {
        ref var row = ref _part.Rows[index];
        row.Set(ItemFlags.Flapping, true);
        brain.Contexts.Refresh(index);
        _part.Decide(index, Reason.FlappingBegan, detail: Show(row.PercentStateChange));
        _part.Log(index, LogLines.FlappingAlert(_part, index, "STARTED", $"{Noun(index)} flaps: {Show(row.PercentStateChange)}% change, threshold {Show(threshold)}%"));
        if (_part.Switches.FlappingIsCommented)
        {
            brain.Comments.Add(
                index,
                CommentKind.Flapping,
                isExternal: false,
                isPersistent: false,
                Automatic,
                $"{Noun(index)} flaps since its states changed by {Show(row.PercentStateChange)}%. Problems and recoveries are not notified until it is steady again.");
        }

        brain.Campaigns.Tell(index, NotificationType.FlappingStart, "", "");
    }

    private void RemoveComment(int index) => brain.Comments.RemoveAll(index, static comment => comment.Kind == CommentKind.Flapping);

    private void End(int index, double threshold)
    {
        ref var row = ref _part.Rows[index];
        row.Set(ItemFlags.Flapping, false);
        brain.Contexts.Refresh(index);
        RemoveComment(index);
        _part.Decide(index, Reason.FlappingEnded, detail: Show(row.PercentStateChange));
        _part.Log(index, LogLines.FlappingAlert(_part, index, "STOPPED", $"{Noun(index)} is steady again: {Show(row.PercentStateChange)}% change, threshold {Show(threshold)}%"));
        brain.Campaigns.Tell(index, NotificationType.FlappingStop, "", "");
    }

    private string Noun(int index) => _part.IsHost(index) ? "Host" : "Service";

    private static string Show(double percent) => percent.ToString("0.0", CultureInfo.InvariantCulture);
}
