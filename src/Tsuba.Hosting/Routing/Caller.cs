using Tsuba.Model.Items;

namespace Tsuba.Hosting.Routing;

/// <summary>Who calls, as its certificate says.</summary>
/// <param name="Role">Role of the certificate.</param>
/// <param name="Name">Name in the certificate.</param>
public readonly record struct Caller(DaemonRole Role, string Name);
