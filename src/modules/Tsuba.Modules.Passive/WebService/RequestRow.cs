namespace Tsuba.Modules.Passive.WebService;

/// <summary>One item of a request with its fields.</summary>
/// <param name="fields">Values by name; a field that is not there is empty.</param>
internal sealed class RequestRow(IReadOnlyDictionary<string, string> fields)
{
    /// <summary>The value of a field, or <paramref name="missing"/> where it is absent or empty.</summary>
    public string Field(string name, string missing = "") => fields.TryGetValue(name, out var value) && value.Length > 0 ? value : missing;

    /// <summary>The host that the row is about, or empty.</summary>
    public string Host => Field("host_name");

    /// <summary>The service that the row is about; empty: the host itself.</summary>
    public string Service => Field("service_description");
}
