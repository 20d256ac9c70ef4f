using Tsuba.Model.Definitions;

namespace Tsuba.Configuration.Differences;

/// <summary>One object that is not what it was.</summary>
/// <param name="Type">What it is.</param>
/// <param name="Key">Its key; a service's is <c>host;service</c>.</param>
/// <param name="Kind">What became of it.</param>
public readonly record struct ObjectChange(ObjectType Type, string Key, ChangeKind Kind);
