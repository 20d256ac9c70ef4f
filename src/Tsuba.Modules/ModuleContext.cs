using System.Diagnostics.Metrics;
using System.Net.Security;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Modules;

/// <summary>What a module is given at its birth.</summary>
/// <param name="Name">module_name.</param>
/// <param name="Type">module_type, in our spelling.</param>
/// <param name="Site">Name of the site.</param>
/// <param name="StateDirectory">A directory of its type; exists.</param>
/// <param name="Properties">Free properties of the <c>define module</c>.</param>
/// <param name="Time">The clock.</param>
/// <param name="Loggers">Loggers.</param>
/// <param name="Meters">Metrics.</param>
/// <param name="Commands">Where it gives commands.</param>
public sealed record ModuleContext(
    string Name,
    string Type,
    string Site,
    string StateDirectory,
    IReadOnlyDictionary<string, string> Properties,
    TimeProvider Time,
    ILoggerFactory Loggers,
    IMeterFactory Meters,
    ICommandSink Commands)
{
    private const int MostNameLength = 100;

    /// <summary>A directory for this module alone: several modules of one type share <see cref="StateDirectory"/>. It need not exist.</summary>
    public string OwnDirectory
    {
        get
        {
            var plain = Uri.EscapeDataString(Name);
            return Path.Combine(StateDirectory, "of-" + (plain.Length <= MostNameLength ? plain : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Name)))));
        }
    }

    /// <summary>The certificate of HTTPS ports for people, as it is at the time of each handshake; null: none can be had.</summary>
    public Func<SslStreamCertificateContext>? WebCertificate { get; init; }

    /// <summary>Asks the owner of an item why it is in its state and whom it tells; null: this daemon asks nobody.</summary>
    public Func<ExplainRequest, CancellationToken, Task<ExplainReply>>? Explain { get; init; }
}
