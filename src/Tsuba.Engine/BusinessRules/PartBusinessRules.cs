using Tsuba.Engine.Macros;
using Tsuba.Engine.Parts;
using Tsuba.Model.BusinessRules;
using Tsuba.Model.Items;
using Tsuba.Model.Objects;

namespace Tsuba.Engine.BusinessRules;

/// <summary>The business rules of a part's active configuration. Made anew with each configuration. Source: reference/shinken.md 3.7.</summary>
internal sealed class PartBusinessRules : IBusinessRules
{
    private const int MaxDepth = 32;
    private const byte Unknown = 3;

    private readonly Part _part;
    private readonly MacroView _view;
    private readonly CommandExpander _texts;
    private readonly SnapshotBusinessRuleNames _names;
    private readonly Dictionary<int, StateOptions> _forcedOptions = [];
    private readonly Dictionary<int, int[]> _members = [];
    private readonly Dictionary<int, int[]> _owners = [];
    private Dictionary<int, ReadRule>? _rules;

    /// <summary>For the active configuration of a part.</summary>
    public PartBusinessRules(Brain brain)
    {
        _part = brain.Part;
        _view = new MacroView(brain);
        _texts = new CommandExpander(_view);
        _names = new SnapshotBusinessRuleNames(_view.Configuration);
    }

    // Read at the first question, when the rows that macros may look at are there.
    private Dictionary<int, ReadRule> Rules => _rules ??= ReadAll();

    /// <inheritdoc />
    public (byte State, string Output) Evaluate(int index)
    {
        if (!Rules.TryGetValue(index, out var rule))
        {
            return (Unknown, "This item has no business rule.");
        }

        // Macros may have changed since, with modulations or commands; they may change counts, not members.
        var now = rule.Source.Contains('$', StringComparison.Ordinal) ? Refresh(index, rule) : rule;
        if (now.Tree is not { } tree)
        {
            return (Unknown, $"The business rule cannot be evaluated: {now.Problem}");
        }

        var state = BusinessRuleEvaluator.Evaluate(tree.Root, LastHardState, _part.Settings.OriginalBusinessRuleArithmetic);
        return (state, Output(index, tree));
    }

    /// <inheritdoc />
    public bool AllRootProblemsHandled(int index)
    {
        var policy = _part.Items[index].BusinessRule;
        return Problems(index, 0) is { Count: > 0 } problems && problems.TrueForAll(problem => IsHandled(problem, policy));
    }

    /// <inheritdoc />
    public ReadOnlySpan<int> Members(int index) => Rules.Count > 0 && _members.TryGetValue(index, out var members) ? members : [];

    /// <inheritdoc />
    public ReadOnlySpan<int> Owners(int index) => Rules.Count > 0 && _owners.TryGetValue(index, out var owners) ? owners : [];

    /// <inheritdoc />
    public StateOptions? ForcedOptions(int index) =>
        Rules.Count > 0 && _forcedOptions.TryGetValue(index, out var options) ? options : null;

    private Dictionary<int, ReadRule> ReadAll()
    {
        var rules = new Dictionary<int, ReadRule>();
        for (var index = 0; index < _part.Items.Length; index++)
        {
            if (_part.Items[index].CheckCommand is { Kind: CommandCallKind.BusinessRule, Arguments: [var expression, ..] })
            {
                var first = Read(index, expression);
                rules.Add(index, first);
                ForceOptions(_part.Items[index].BusinessRule, first);
                _members[index] = [.. (first.Tree?.Members ?? []).Select(member => _part.Find(member.Id)).Where(member => member >= 0)];
            }
        }

        foreach (var membership in _members.SelectMany(pair => pair.Value.Select(member => (Owner: pair.Key, Member: member))).GroupBy(pair => pair.Member, pair => pair.Owner))
        {
            _owners[membership.Key] = [.. membership.Distinct()];
        }

        return rules;
    }

    private ReadRule Refresh(int index, ReadRule rule)
    {
        var expression = _texts.ExpandText(rule.Source, Scope(index));
        if (expression == rule.Expression)
        {
            return rule;
        }

        var read = Read(index, rule.Source);
        if (read.Tree is { } tree && rule.Tree is { } before && !Ids(tree).SetEquals(Ids(before)))
        {
            read = read with { Tree = null, Problem = "its members changed with its macros; only the counts may" };
        }

        // The members of the first reading stay the measure for later ones.
        return read;
    }

    private static HashSet<ItemId> Ids(RuleTree tree) => [.. tree.Members.Select(member => member.Id)];

    private ReadRule Read(int index, string source)
    {
        var expression = source.Contains('$', StringComparison.Ordinal) ? _texts.ExpandText(source, Scope(index)) : source;
        var result = RuleTreeBuilder.Resolve(expression, _part.Items[index].Name, _names);
        return new ReadRule(source, expression, result.Tree, result.Errors is [var first, ..] ? first.ToString() : "");
    }

    private void ForceOptions(BusinessRulePolicy? policy, ReadRule rule)
    {
        foreach (var member in rule.Tree?.Members ?? [])
        {
            var options = member.Name.Kind == ItemKind.Host ? policy?.HostNotificationOptions : policy?.ServiceNotificationOptions;
            if (options is { } forced && _part.Find(member.Id) is var index and >= 0)
            {
                _forcedOptions[index] = forced;
            }
        }
    }

    private byte? LastHardState(ItemId id) => _part.Find(id) is var index and >= 0 ? _part.Rows[index].LastHardState : null;

    private string Output(int index, RuleTree tree)
    {
        var template = _part.Items[index].BusinessRule?.OutputTemplate ?? "";
        if (template.Length == 0)
        {
            return "";
        }

        RuleTreeMember[] failed = [.. tree.Members.Where(member => LastHardState(member.Id) is not 0)];
        return BusinessRuleOutput.Print(
            template,
            failed,
            (text, member) => _texts.ExpandText(text, Scope(member is not null && _part.Find(member.Id) is var at and >= 0 ? at : index)));
    }

    // Failed members, through rules that are members themselves.
    private List<int> Problems(int index, int depth)
    {
        List<int> problems = [];
        foreach (var member in Rules.TryGetValue(index, out var rule) ? rule.Tree?.Members ?? [] : [])
        {
            if (_part.Find(member.Id) is not (var at and >= 0) || _part.Rows[at].LastHardState == 0)
            {
                continue;
            }

            if (Rules.ContainsKey(at) && depth < MaxDepth)
            {
                problems.AddRange(Problems(at, depth + 1));
            }
            else
            {
                problems.Add(at);
            }
        }

        return problems;
    }

    private bool IsHandled(int index, BusinessRulePolicy? policy)
    {
        ref readonly var row = ref _part.Rows[index];
        return row.Acknowledgement != 0
            || (policy is { DowntimeAsAcknowledgement: true } && (row.DowntimeDepth > 0 || _part.Rows[_part.HostOf[index]].DowntimeDepth > 0));
    }

    private MacroScope Scope(int index) => _part.IsHost(index)
        ? new MacroScope(_view.At(index), null)
        : new MacroScope(_view.At(_part.HostOf[index]), _view.At(index));

    private sealed record ReadRule(string Source, string Expression, RuleTree? Tree, string Problem);
}
