using Tsuba.Engine.Outputs.Events;
using Tsuba.Model.Snapshots;

namespace Tsuba.Engine.Parts;

/// <summary>Switches of the program: set by the configuration, changed by commands; a changed one outlives a new configuration.</summary>
internal sealed class ProgramState
{
    /// <summary>Values in the order of <see cref="ProgramSwitch"/>.</summary>
    private readonly bool[] _values = new bool[ProgramSwitches.Count];
    private readonly bool[] _changed = new bool[ProgramSwitches.Count];

    /// <summary>When the part was first activated, UTC milliseconds; 0: not yet.</summary>
    public long StartUtc { get; set; }

    /// <summary>Global event handlers set by command.</summary>
    public GlobalHandlers Handlers { get; } = new();

    /// <summary>Whether a switch is on.</summary>
    public bool this[ProgramSwitch name] => _values[(int)name];

    /// <summary>Changes a switch by command; false if it had that value.</summary>
    public bool Change(ProgramSwitch name, bool value)
    {
        var had = _values[(int)name];
        _values[(int)name] = value;
        _changed[(int)name] = true;
        return had != value;
    }

    /// <summary>Puts a switch and its mark back as they were written.</summary>
    public void Restore(ProgramSwitch name, bool value, bool changed)
    {
        _values[(int)name] = value;
        _changed[(int)name] = changed;
    }

    /// <summary>Whether a command changed the switch.</summary>
    public bool IsChanged(ProgramSwitch name) => _changed[(int)name];

    /// <summary>Takes the configured value of every switch that no command changed.</summary>
    public void Configure(MainSettings settings)
    {
        for (var index = 0; index < _values.Length; index++)
        {
            if (!_changed[index])
            {
                _values[index] = ProgramSwitches.Configured((ProgramSwitch)index, settings);
            }
        }
    }

    /// <summary>The switches as an event.</summary>
    public ProgramStatusChanged Describe(long generation) => new()
    {
        Generation = generation,
        NotificationsEnabled = this[ProgramSwitch.Notifications],
        ExecuteHostChecks = this[ProgramSwitch.HostChecks],
        ExecuteServiceChecks = this[ProgramSwitch.ServiceChecks],
        AcceptPassiveHostChecks = this[ProgramSwitch.PassiveHostChecks],
        AcceptPassiveServiceChecks = this[ProgramSwitch.PassiveServiceChecks],
        EventHandlersEnabled = this[ProgramSwitch.EventHandlers],
        FlapDetectionEnabled = this[ProgramSwitch.FlapDetection],
        ProcessPerformanceData = this[ProgramSwitch.Perfdata],
        ObsessOverHosts = this[ProgramSwitch.ObsessHosts],
        ObsessOverServices = this[ProgramSwitch.ObsessServices],
        CheckHostFreshness = this[ProgramSwitch.HostFreshness],
        CheckServiceFreshness = this[ProgramSwitch.ServiceFreshness],
        StartUtcMilliseconds = StartUtc,
        ModifiedHostAttributes = Modified(host: true),
        ModifiedServiceAttributes = Modified(host: false),
    };

    private uint Modified(bool host)
    {
        var bits = 0u;
        for (var index = 0; index < _changed.Length; index++)
        {
            if (_changed[index])
            {
                bits |= ProgramSwitches.Attribute((ProgramSwitch)index, host);
            }
        }

        return bits;
    }
}
