using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace Tsuba.Hosting.Pki;

/// <summary>
/// Keeps a running daemon's identity up to date: renews its certificate where the authority's key lies on this machine, and takes over
/// whatever an administrator put into the directory, certificate or authorities. What cannot be used is left alone and the daemon goes on
/// with what it has.
/// </summary>
internal sealed partial class IdentityWatch
{
    /// <summary>Time between two looks at the directory.</summary>
    internal static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    // Files are copied one by one: a pair that does not fit yet is no fault before the third look.
    private const int LooksUntilFault = 3;

    private readonly SitePki _pki;
    private readonly LiveIdentity _live;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private string _seen;
    private int _failures;

    internal IdentityWatch(SitePki pki, LiveIdentity live, TimeProvider time, ILogger logger)
    {
        _pki = pki;
        _live = live;
        _time = time;
        _logger = logger;
        _seen = pki.Fingerprint(live.Identity);
    }

    /// <summary>Looks every two seconds.</summary>
    internal async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Period, _time);
        while (await timer.WaitForNextTickAsync(stop))
        {
            Look();
        }
    }

    /// <summary>Looks once.</summary>
    internal void Look()
    {
        try
        {
            if (_time.GetUtcNow() > _live.Current.RenewFrom)
            {
                _pki.RenewIfDue(_live.Identity);
            }

            var fingerprint = _pki.Fingerprint(_live.Identity);
            if (fingerprint != _seen)
            {
                Take(fingerprint);
            }

            _failures = 0;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            if (++_failures == LooksUntilFault)
            {
                LogUnusable(_live.Identity, fault.Message);
            }
        }
    }

    private void Take(string fingerprint)
    {
        var next = _pki.Open(_live.Identity);
        if (!next.IsBelievable())
        {
            next.Dispose();
            throw new CryptographicException("the certificate is not signed by an authority in ca.pem, or is out of date");
        }

        _live.Replace(next);
        _seen = fingerprint;
        LogReplaced(_live.Identity, next.NotAfter.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture), next.Authorities);
    }

    [LoggerMessage(8070, LogLevel.Information, "{Identity} shows a certificate until {NotAfter} from now on; authorities believed: {Authorities}")]
    private partial void LogReplaced(PeerIdentity identity, string notAfter, int authorities);

    [LoggerMessage(8071, LogLevel.Error, "What lies in pki/ for {Identity} cannot be used, it goes on with what it has: {Reason}")]
    private partial void LogUnusable(PeerIdentity identity, string reason);
}
