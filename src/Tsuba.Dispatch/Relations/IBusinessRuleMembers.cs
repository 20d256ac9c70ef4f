using Tsuba.Model.Definitions;

namespace Tsuba.Dispatch.Relations;

/// <summary>Knows which hosts a business rule uses, with all name expansions (groups, regular expressions, labels, tags).</summary>
public interface IBusinessRuleMembers
{
    /// <summary>Names of the hosts that the rule in the item's <c>check_command</c> uses; unknown names and the owner itself may be among them.</summary>
    /// <param name="owner">A host or service whose check command starts with <c>bp_rule</c>.</param>
    /// <param name="ownerHost">Host of the owner; an empty host in the rule stands for it.</param>
    IEnumerable<string> HostsOf(ResolvedObject owner, string ownerHost);
}
