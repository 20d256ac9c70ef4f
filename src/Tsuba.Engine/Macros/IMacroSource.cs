using Tsuba.Model.Items;
using Tsuba.Model.Objects;
using Tsuba.Model.Snapshots;
using Tsuba.Model.Time;

namespace Tsuba.Engine.Macros;

/// <summary>What macros read of an engine at the moment of expansion. Nothing that it hands out is kept.</summary>
public interface IMacroSource
{
    /// <summary>The configuration in force.</summary>
    ConfigurationSnapshot Configuration { get; }

    /// <summary>How macros are printed.</summary>
    MacroSettings MacroSettings { get; }

    /// <summary>The time of the turn.</summary>
    EngineTime Now { get; }

    /// <summary>When the engine began, milliseconds since 1970 (<c>$PROCESSSTARTTIME$</c>).</summary>
    long ProgramStartUtcMilliseconds { get; }

    /// <summary>The item, or null if this part does not have it.</summary>
    IMacroItem? FindItem(ItemId item);

    /// <summary>A total of the site by macro name without dollars (<c>TOTALHOSTSDOWN</c>), see <c>SiteTotals</c>. Null: not known, so empty.</summary>
    string? FindTotal(string macro);

    /// <summary>An on-demand macro on an item of another part (<c>HOSTSTATE:router</c>), or null. See <c>SiteTotals</c>.</summary>
    string? FindRemoteValue(string macro);

    /// <summary>A custom variable of a contact as CHANGE_CUSTOM_CONTACT_VAR left it; null: as configured.</summary>
    string? FindChangedVariable(Contact contact, string name);
}
