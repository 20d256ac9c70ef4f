namespace Tsuba.Configuration.Expansion;

/// <summary>How a service came to its host. Of two services of one name the nearer way wins, without a word.</summary>
internal enum ServiceWay : byte
{
    /// <summary>A template that the host uses.</summary>
    HostTemplate,

    /// <summary>A group of the host.</summary>
    HostGroup,

    /// <summary>The service names the host.</summary>
    HostName,
}
