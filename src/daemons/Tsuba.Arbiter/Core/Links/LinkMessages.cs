using Google.Protobuf;
using Tsuba.Arbiter.Core.Configuration;
using Tsuba.Dispatch.Daemons;
using Tsuba.Dispatch.Links;
using Tsuba.Model.Definitions;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Arbiter.Core.Links;

/// <summary>Writes what a satellite is told.</summary>
internal static class LinkMessages
{
    internal static PutLinksRequest Write(RunningConfiguration running, SatelliteLinks links, DaemonNode satellite, Func<DaemonNode, DaemonAddress> addressOf, Predicate<string> isMoving)
    {
        var request = new PutLinksRequest();
        request.Daemons.AddRange(links.Daemons.Select(addressOf));
        request.Parts.AddRange(links.Parts.Select(part => new PartOwner
        {
            Stamp = new PartStamp { Part = part.Part.Value, Epoch = part.Epoch.Packed },
            Scheduler = part.Owner ?? "",
        }));
        if (links.WantsHosts)
        {
            // Those of other realms too: a receiver must not call a host unknown that the arbiter can route to. Commands for a host that is on
            // its way to another part are for the arbiter, which knows when it has arrived.
            foreach (var part in running.Parts.Values)
            {
                request.Hosts.AddRange(part.Plan.Hosts.Select(host => new HostOwner { Host = host, Part = isMoving(host) ? 0 : part.Plan.Id.Value }));
            }
        }

        foreach (var property in satellite.Definition.Properties)
        {
            request.Settings[property.Name] = property.Value;
        }

        request.Modules.AddRange(ModulesOf(running.Cut.Configuration, satellite.Definition));
        return request;
    }

    internal static IEnumerable<ModuleSettings> ModulesOf(ResolvedConfiguration configuration, ResolvedObject daemon)
    {
        var names = (daemon.Find("modules") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var name in names)
        {
            if (configuration.Objects.FirstOrDefault(item => item.Type == ObjectType.Module && item.Key == name) is not { } module)
            {
                continue;
            }

            var settings = new ModuleSettings { Name = name, Type = module.Find("module_type") ?? "" };
            foreach (var property in module.Properties)
            {
                settings.Properties[property.Name] = property.Value;
            }

            yield return settings;
        }
    }

    internal static string HashOf(PutLinksRequest request)
    {
        // Maps have no order on the wire: the sorted entries stand for them.
        var plain = request.Clone();
        plain.Generation = 0;
        plain.Settings.Clear();
        plain.Modules.Clear();
        var text = new System.Text.StringBuilder();
        Append(text, request.Settings);
        foreach (var module in request.Modules)
        {
            text.Append('\u0002').Append(module.Name).Append('\u0001').Append(module.Type);
            Append(text, module.Properties);
        }

        return Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData([.. plain.ToByteArray(), .. System.Text.Encoding.UTF8.GetBytes(text.ToString())]));
    }

    private static void Append(System.Text.StringBuilder text, IDictionary<string, string> entries)
    {
        foreach (var entry in entries.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            text.Append('\u0003').Append(entry.Key).Append('\u0001').Append(entry.Value);
        }
    }
}
