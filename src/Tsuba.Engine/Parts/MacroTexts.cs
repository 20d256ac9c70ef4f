using Tsuba.Engine.Macros;
using Tsuba.Engine.Notifications;
using Tsuba.Engine.States;
using Tsuba.Model.Objects;

namespace Tsuba.Engine.Parts;

/// <summary>Expands the macros of a part's commands. Made anew with each configuration.</summary>
internal sealed class MacroTexts : ICommandTexts
{
    private readonly Part _part;
    private readonly MacroView _view;
    private readonly CommandExpander _expander;

    // One text is expanded at a time, so its host and its service are always these two.
    private readonly MacroRow _host;
    private readonly MacroRow _service;

    /// <summary>For the active configuration of a part.</summary>
    public MacroTexts(Brain brain)
    {
        _part = brain.Part;
        _view = new MacroView(brain);
        _expander = new CommandExpander(_view);
        _host = _view.At(0);
        _service = _view.At(0);
    }

    /// <inheritdoc />
    public ExpandedCommand ForItem(int index, CommandCall call, TimeSpan timeout) => _expander.Expand(call, Scope(index), timeout);

    /// <inheritdoc />
    public ExpandedCommand ForProgram(CommandCall call, TimeSpan timeout) => _expander.Expand(call, default, timeout);

    /// <inheritdoc />
    public string Line(int index, string template) => _expander.ExpandLine(template, Scope(index));

    /// <inheritdoc />
    public ExpandedCommand ForNotification(int index, CommandCall call, NotificationFacts facts, ulong id, Contact contact, TimeSpan timeout)
    {
        var macros = new NotificationMacros
        {
            Type = Names.Of(facts.Type),
            Recipients = facts.Recipients,
            IsEscalated = facts.Escalated,
            Author = facts.Author,
            Comment = facts.Comment,
            Number = facts.Number,
            Id = id,
        };
        return _expander.Expand(call, Scope(index) with { Contact = contact, Notification = macros }, timeout);
    }

    private MacroScope Scope(int index)
    {
        _host.Index = _part.HostOf[index];
        _service.Index = index;
        return new MacroScope(_host, _part.IsHost(index) ? null : _service);
    }
}
