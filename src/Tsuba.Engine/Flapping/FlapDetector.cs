using System.Globalization;
using Tsuba.Engine.Explain;
using Tsuba.Engine.Logs;
using Tsuba.Engine.Notifications;
using Tsuba.Engine.Parts;
using Tsuba.Engine.States;

namespace Tsuba.Engine.Flapping;

/// <summary>Watches how often the state of an item changes. Source: reference/shinken.md 4.5.</summary>
internal sealed class FlapDetector(Brain brain)
{
    // The catalogue's default of flap_history; a profile may mean another number by it.
    private const int DefaultHistory = 20;

    private readonly Part _part = brain.Part;

    /// <summary>Counts the result that was just recorded, and begins or ends flapping.</summary>
    public void Count(int index)
    {
        ref var row = ref _part.Rows[index];
        var policy = _part.Items[index].Flapping;
        var isHost = _part.IsHost(index);
        var option = Names.Option(isHost, row.State);
        if (policy.Options != 0 && (policy.Options & option) == 0)
        {
            return;
        }

        var length = Length();
        var mask = length >= 64 ? ulong.MaxValue : (1UL << length) - 1;
        row.FlapBits = ((row.FlapBits << 1) | (row.State != row.LastState ? 1UL : 0UL)) & mask;
        if (row.FlapCount < length)
        {
            row.FlapCount++;
        }

        row.PercentStateChange = row.FlapBits == 0 ? 0 : Percent(row.FlapBits, length);
        if (row.FlapCount < length || !row.Has(ItemFlags.FlapDetection) || !_part.Program[ProgramSwitch.FlapDetection])
        {
            return;
        }

        var settings = _part.Settings;
        var low = policy.Low ?? (isHost ? settings.LowHostFlapThreshold : settings.LowServiceFlapThreshold);
        var high = policy.High ?? (isHost ? settings.HighHostFlapThreshold : settings.HighServiceFlapThreshold);
        if (!row.Has(ItemFlags.Flapping) && row.PercentStateChange >= high)
        {
            Begin(index, high);
        }
        else if (row.Has(ItemFlags.Flapping) && row.PercentStateChange < low)
        {
            End(index, low);
        }
    }

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
        _part.Decide(index, Reason.FlappingEnded);
        _part.Log(index, LogLines.FlappingAlert(_part, index, "DISABLED", "Flap detection has been disabled"));
        brain.Campaigns.Tell(index, NotificationType.FlappingDisabled, "", "");
        _part.Touch(index);
    }

    // Weight of entry i (1 oldest … n newest) is 0.8 + 0.4 × i / n.
    private static float Percent(ulong bits, int length)
    {
        var sum = 0.0;
        for (var age = 0; age < length; age++)
        {
            if ((bits >> age & 1) != 0)
            {
                sum += 0.8 + (0.4 * (length - age) / length);
            }
        }

        return (float)(sum / length * 100);
    }

    private int Length() =>
        _part.Settings.FlapHistory == DefaultHistory ? _part.Switches.FlapHistory : Math.Clamp(_part.Settings.FlapHistory, 1, 64);

    private void Begin(int index, double threshold)
    {
        ref var row = ref _part.Rows[index];
        row.Set(ItemFlags.Flapping, true);
        brain.Contexts.Refresh(index);
        _part.Decide(index, Reason.FlappingBegan, detail: Show(row.PercentStateChange));
        _part.Log(index, LogLines.FlappingAlert(_part, index, "STARTED", $"{Noun(index)} flaps: {Show(row.PercentStateChange)}% change, threshold {Show(threshold)}%"));
        brain.Campaigns.Tell(index, NotificationType.FlappingStart, "", "");
    }

    private void End(int index, double threshold)
    {
        ref var row = ref _part.Rows[index];
        row.Set(ItemFlags.Flapping, false);
        brain.Contexts.Refresh(index);
        _part.Decide(index, Reason.FlappingEnded, detail: Show(row.PercentStateChange));
        _part.Log(index, LogLines.FlappingAlert(_part, index, "STOPPED", $"{Noun(index)} is steady again: {Show(row.PercentStateChange)}% change, threshold {Show(threshold)}%"));
        brain.Campaigns.Tell(index, NotificationType.FlappingStop, "", "");
    }

    private string Noun(int index) => _part.IsHost(index) ? "Host" : "Service";

    private static string Show(double percent) => percent.ToString("0.0", CultureInfo.InvariantCulture);
}
