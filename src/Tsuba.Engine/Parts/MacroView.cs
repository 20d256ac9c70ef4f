using Tsuba.Engine.Macros;
using Tsuba.Model.Items;
using Tsuba.Model.Objects;
using Tsuba.Model.Snapshots;
using Tsuba.Model.Time;

namespace Tsuba.Engine.Parts;

/// <summary>What macros see of a part.</summary>
internal sealed class MacroView(Brain brain) : IMacroSource
{
    private readonly Part _part = brain.Part;

    /// <inheritdoc />
    public ConfigurationSnapshot Configuration { get; } =
        brain.Part.Snapshot ?? throw new InvalidOperationException("Macros need a configuration.");

    /// <inheritdoc />
    public MacroSettings MacroSettings { get; } = MacroSettings.Of(brain.Part.Settings);

    /// <inheritdoc />
    public EngineTime Now => _part.Now;

    /// <inheritdoc />
    public long ProgramStartUtcMilliseconds => _part.Program.StartUtc;

    /// <summary>The item of an index.</summary>
    public MacroRow At(int index) => new(brain) { Index = index };

    /// <inheritdoc />
    public IMacroItem? FindItem(ItemId item) => _part.Find(item) is var index and >= 0 ? At(index) : null;

    /// <inheritdoc />
    public string? FindTotal(string macro) => _part.Totals?.Totals.GetValueOrDefault(macro);

    /// <inheritdoc />
    public string? FindRemoteValue(string macro) => _part.Totals?.RemoteMacros.GetValueOrDefault(macro);

    /// <inheritdoc />
    public string? FindChangedVariable(Contact contact, string name) =>
        _part.Contacts.TryGetValue(contact.Name, out var row) ? row.Variables.GetValueOrDefault(name) : null;
}
