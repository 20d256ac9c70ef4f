using Tsuba.Engine.Macros;
using Tsuba.Model.Items;
using Tsuba.Model.Objects;
using Tsuba.Model.Snapshots;
using Tsuba.Model.Time;
using Tsuba.Testing;

namespace Tsuba.Engine.Tests.Macros;

/// <summary>A host web with service http, a contact, and whatever a test adds.</summary>
internal sealed class FakeMacroSource : IMacroSource
{
    private readonly Dictionary<ItemId, FakeMacroItem> _items;

    internal FakeMacroSource(Action<ResolvedConfigurationBuilder>? add = null, (string Name, string Value)[]? host = null)
    {
        var builder = new ResolvedConfigurationBuilder()
            .Main("$USER1$", "/usr/lib/plugins").Main("$USER3$", "s3cret")
            .Host("web", [("address", "192.0.2.7"), ("alias", "Web server"), .. host ?? []])
            .Service("web", "http", ("_PORT", "8080"))
            .Contact("bob", ("email", "bob@example.org"), ("alias", "Bob B."));
        add?.Invoke(builder);
        Configuration = builder.Link();
        MacroSettings = MacroSettings.Of(Configuration.Settings) with { EnvironmentMacros = false };
        _items = Configuration.Items.ToDictionary(pair => pair.Key, pair => new FakeMacroItem(pair.Value));
    }

    public ConfigurationSnapshot Configuration { get; }

    public MacroSettings MacroSettings { get; set; }

    public EngineTime Now { get; set; } = new(1_700_000_000_000, 0);

    public long ProgramStartUtcMilliseconds => 1_699_999_000_000;

    internal FakeMacroItem Host => _items[ItemId.OfHost("web")];

    internal FakeMacroItem Http => _items[ItemId.OfService("web", "http")];

    internal MacroScope Scope => new(Host, Http);

    public IMacroItem? FindItem(ItemId item) => _items.GetValueOrDefault(item);

    public string? FindTotal(string macro) => macro == "TOTALHOSTSDOWN" ? "7" : null;

    public string? FindRemoteValue(string macro) => macro switch
    {
        "HOSTSTATE:far" => "DOWN",
        "HOSTOUTPUT:far" => "gone; rm -rf /",
        _ => null,
    };

    public string? FindChangedVariable(Contact contact, string name) => null;

    internal string Text(string text, NotificationMacros? notification = null) =>
        new CommandExpander(this).ExpandText(text, Scope with { Contact = Configuration.Contacts["bob"], Notification = notification });

    internal ExpandedCommand Command(string line, params string[] arguments) => new CommandExpander(this).Expand(
        new CommandCall("c", CommandCallKind.Plugin, new CommandDefinition("c", line, null, null, null, "fork", false, 0), [.. arguments]),
        Scope with { Contact = Configuration.Contacts["bob"] },
        TimeSpan.FromSeconds(60));
}
