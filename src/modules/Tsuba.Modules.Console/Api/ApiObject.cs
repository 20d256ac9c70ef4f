namespace Tsuba.Modules.Console.Api;

/// <summary>An object of the configuration.</summary>
/// <param name="Type">host, service, contact, contactgroup, hostgroup, servicegroup, command or timeperiod.</param>
/// <param name="Name">Its name; of a service <c>host;description</c>.</param>
/// <param name="Properties">What is configured, with the names of the configuration.</param>
/// <param name="Lists">Lists: members, parents, contacts, groups.</param>
public sealed record ApiObject(string Type, string Name, IReadOnlyDictionary<string, string> Properties, IReadOnlyDictionary<string, IReadOnlyList<string>> Lists);
