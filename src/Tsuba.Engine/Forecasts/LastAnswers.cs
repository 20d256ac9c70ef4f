using Tsuba.Engine.Maintenance;
using Tsuba.Engine.Outputs;
using Tsuba.Engine.Parts;
using Tsuba.Engine.Scenarios;
using Tsuba.Model.Items;

namespace Tsuba.Engine.Forecasts;

/// <summary>
/// What the plugin of each item said last, read from the state that it left: the exit code that gives this state, and its output. An item
/// that has never been checked says OK. What a modulation made of a result is taken for what the plugin said.
/// </summary>
internal sealed class LastAnswers
{
    private const int Down = 2;

    private readonly Part _part;
    private readonly Dictionary<ItemId, PluginAnswer> _answers = [];

    /// <summary>As the states of an engine have them now; what happens later does not change them.</summary>
    public LastAnswers(SchedulerEngine engine)
    {
        _part = engine.Brain.Part;
        for (var index = 0; index < _part.Rows.Length; index++)
        {
            if (_part.Rows[index].Has(ItemFlags.Checked))
            {
                _answers[_part.Items[index].Id] = Read(index);
            }
        }
    }

    /// <summary>Whether a check asks if the item is in maintenance, and not for its state.</summary>
    public static bool IsOfMaintenance(CheckDue check) => (check.Occurrence & MaintenanceChecks.Mark) != 0;

    /// <summary>What is said of an item when a check asks.</summary>
    public PluginAnswer Of(CheckDue check)
    {
        if (IsOfMaintenance(check))
        {
            // 2 stands for maintenance, 0 for production.
            var inMaintenance = _part.MaintenanceChecks.TryGetValue(check.Item, out var state) && state.DowntimeId != 0;
            return new PluginAnswer(inMaintenance ? 2 : 0, "as before");
        }

        return Of(check.Item);
    }

    /// <summary>What is said of an item.</summary>
    public PluginAnswer Of(ItemId item) => _answers.TryGetValue(item, out var answer) ? answer : new PluginAnswer(0, "OK");

    /// <summary>It said something else since.</summary>
    public void Set(ItemId item, PluginAnswer answer) => _answers[item] = answer;

    private PluginAnswer Read(int index)
    {
        ref readonly var row = ref _part.Rows[index];
        var code = !_part.IsHost(index) ? row.State : row.State == 0 ? 0 : Down;
        var text = row.Perfdata.Length == 0 ? row.Output : $"{row.Output}|{row.Perfdata}";
        return new PluginAnswer(code, row.LongOutput.Length == 0 ? text : $"{text}\n{row.LongOutput}");
    }
}
