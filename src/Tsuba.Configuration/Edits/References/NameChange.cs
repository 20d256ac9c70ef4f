using Tsuba.Model.Definitions;

namespace Tsuba.Configuration.Edits.References;

/// <summary>A name that will mean nothing any more, or something else.</summary>
/// <param name="Target">Type of the object.</param>
/// <param name="IsTemplate">Whether it is the name of a template.</param>
/// <param name="OldName">The name; of a service its description.</param>
/// <param name="Hosts">Of a service: the hosts on which it is so named; else null.</param>
internal sealed record NameChange(ObjectType Target, bool IsTemplate, string OldName, IReadOnlySet<string>? Hosts)
{
    /// <summary>Whether a name in a definition is this one: yes, no, or (null) on some of the hosts that it speaks of only.</summary>
    internal bool? Concerns(WrittenDefinition definition, WrittenProperty property, NameSpan span, Func<HostContext> context)
    {
        if (span.Target != Target || span.IsTemplate != IsTemplate || span.Name != OldName)
        {
            return false;
        }

        if (Hosts is null)
        {
            return true;
        }

        if (span.Host is { Length: > 0 } host)
        {
            return Hosts.Contains(host);
        }

        var meant = context().HostsOf(definition, property.Name);
        var count = meant.Count(Hosts.Contains);
        return count == 0 ? false : count == meant.Count ? true : null;
    }
}
