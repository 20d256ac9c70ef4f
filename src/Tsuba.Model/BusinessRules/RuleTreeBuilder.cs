using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Tsuba.Model.Items;
using Tsuba.Model.Names;

namespace Tsuba.Model.BusinessRules;

/// <summary>Resolves the names of a rule. Source: reference/shinken.md 3.7, "expansion".</summary>
public static class RuleTreeBuilder
{
    /// <summary>Reads an expression, macros already expanded, and resolves its names.</summary>
    /// <param name="expression">The expression of <c>bp_rule!…</c>.</param>
    /// <param name="owner">The item that has the rule; never among the items of an expansion, and an error as a name.</param>
    /// <param name="names">Where names are looked up.</param>
    public static RuleTreeResult Resolve(string expression, ItemName owner, IBusinessRuleNames names)
    {
        var parsed = BusinessRuleParser.Parse(expression);
        if (!parsed.IsValid)
        {
            return new RuleTreeResult(null, [parsed.Error]);
        }

        var resolution = new Resolution(owner, names);
        var root = resolution.Resolve(parsed.Rule);
        return root is null || resolution.Errors.Count > 0
            ? new RuleTreeResult(null, [.. resolution.Errors.OrderBy(error => error.Column)])
            : new RuleTreeResult(new RuleTree(root, [.. resolution.Members.DistinctBy(member => member.Id)]), []);
    }

    private sealed class Resolution(ItemName owner, IBusinessRuleNames names)
    {
        internal List<BusinessRuleError> Errors { get; } = [];

        internal List<RuleTreeMember> Members { get; } = [];

        internal RuleTreeNode? Resolve(BusinessRuleNode node)
        {
            if (node is BusinessRuleLeaf leaf)
            {
                var members = ResolveLeaf(leaf);
                return members is [var only] ? only
                    : members.IsEmpty ? null
                    : new RuleTreeGroup(BusinessRuleOperator.And, Plain(members), default, leaf.IsNegated);
            }

            var group = (BusinessRuleGroup)node;
            var parts = ImmutableArray.CreateBuilder<RuleTreeNode>();
            foreach (var part in group.Parts)
            {
                // What an expansion gives is counted one by one.
                if (group.Operator == BusinessRuleOperator.Count && part is BusinessRuleLeaf { IsExpansion: true } expansion)
                {
                    parts.AddRange(ResolveLeaf(expansion));
                }
                else if (Resolve(part) is { } resolved)
                {
                    parts.Add(resolved);
                }
            }

            return parts.Count == 0 ? null : new RuleTreeGroup(group.Operator, parts.ToImmutable(), group.Counts, group.IsNegated);
        }

        // The group that replaces an expansion carries the negation, not its members.
        private static ImmutableArray<RuleTreeNode> Plain(ImmutableArray<RuleTreeMember> members) =>
            [.. members.Select(member => member with { IsNegated = false })];

        private ImmutableArray<RuleTreeMember> ResolveLeaf(BusinessRuleLeaf leaf)
        {
            var errorsBefore = Errors.Count;
            var found = ItemsOf(leaf).ToArray();
            if (leaf.IsExpansion)
            {
                found = [.. found.Where(name => name != owner)];
                if (found.Length == 0 && Errors.Count == errorsBefore)
                {
                    Fail(leaf, "nothing matches");
                }
            }
            else if (found is [var only] && only == owner)
            {
                Fail(leaf, "the rule names its own item");
            }

            ImmutableArray<RuleTreeMember> members = [.. found.Select(name => new RuleTreeMember(name, name.Id, leaf.IsNegated))];
            Members.AddRange(members);
            return members;
        }

        private IEnumerable<ItemName> ItemsOf(BusinessRuleLeaf leaf)
        {
            var hosts = HostsOf(leaf);
            if (leaf.Service is not { } service)
            {
                return hosts.Select(host => new ItemName(host, null));
            }

            if (service.Kind == BusinessRuleSelectorKind.Name)
            {
                var named = hosts.Where(host => names.HasService(host, service.Text)).Select(host => new ItemName(host, service.Text)).ToArray();
                if (named.Length == 0 && !leaf.IsExpansion && hosts is [var host])
                {
                    Fail(leaf, Unknown("service", service.Text, names.ServicesOf(host)) + $" of host '{host}'");
                }

                return named;
            }

            if (service.Kind == BusinessRuleSelectorKind.Group && !names.HasServiceGroup(service.Text))
            {
                Fail(leaf, $"there is no service group '{service.Text}'");
                return [];
            }

            var matches = Matcher(leaf, service);
            return hosts.SelectMany(host => names.ServicesOf(host).Where(description => matches(host, description)).Select(d => new ItemName(host, d)));
        }

        private string[] HostsOf(BusinessRuleLeaf leaf)
        {
            var selector = leaf.Host;
            switch (selector.Kind)
            {
                case BusinessRuleSelectorKind.Owner:
                    return [owner.Host];
                case BusinessRuleSelectorKind.Name when names.HasHost(selector.Text):
                    return [selector.Text];
                case BusinessRuleSelectorKind.Name:
                    Fail(leaf, Unknown("host", selector.Text, names.Hosts));
                    return [];
                case BusinessRuleSelectorKind.Group:
                    if (names.HostsInGroup(selector.Text) is { } members)
                    {
                        return [.. members.Where(names.HasHost)];
                    }

                    Fail(leaf, $"there is no host group '{selector.Text}'");
                    return [];
                default:
                    var matches = Matcher(leaf, selector);
                    return [.. names.Hosts.Where(host => matches(host, null))];
            }
        }

        private Func<string, string?, bool> Matcher(BusinessRuleLeaf leaf, BusinessRuleSelector selector)
        {
            switch (selector.Kind)
            {
                case BusinessRuleSelectorKind.Regex:
                    var expression = Compile(leaf, selector.Text);
                    return (host, description) => expression?.IsMatch(description ?? host) ?? false;
                case BusinessRuleSelectorKind.Group:
                    return (host, description) => names.IsServiceInGroup(host, description!, selector.Text);
                case BusinessRuleSelectorKind.Label:
                    return (host, description) => names.LabelsOf(host, description).Contains(selector.Text);
                case BusinessRuleSelectorKind.Template:
                    return (host, description) => names.TemplatesOf(host, description).Contains(selector.Text);
                default:
                    return (_, _) => true;
            }
        }

        // Matches from the start of the name, in time linear in its length whatever the expression is.
        private Regex? Compile(BusinessRuleLeaf leaf, string pattern)
        {
            try
            {
                return new Regex($@"\A(?:{pattern})", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            }
            catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
            {
                Fail(leaf, $"'{pattern}' is no regular expression that can be used here: {exception.Message}");
                return null;
            }
        }

        private void Fail(BusinessRuleLeaf leaf, string message) => Errors.Add(new BusinessRuleError(leaf.Column, message));

        private static string Unknown(string what, string name, IEnumerable<string> known) =>
            NearName.Find(name, known) is { } near ? $"there is no {what} '{name}' (did you mean '{near}'?)" : $"there is no {what} '{name}'";
    }
}
