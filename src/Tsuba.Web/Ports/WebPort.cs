using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Tsuba.Web.Ports;

/// <summary>
/// A port for people and scripts: plain HTTP on loopback only, HTTPS elsewhere. Limits of bodies, headers and slow clients, and
/// the headers that keep pages from being framed or fed with foreign scripts, are the same for every such port.
/// </summary>
public static class WebPort
{
    /// <summary>Largest body of a request, in bytes.</summary>
    public const long MaxBodyBytes = 4 * 1024 * 1024;

    /// <summary>A builder for one port.</summary>
    /// <param name="address">Address to listen on.</param>
    /// <param name="port">Port; 0: any free one.</param>
    /// <param name="certificate">Gives the certificate for HTTPS at each handshake; needed, and used, only where the address is not loopback.</param>
    /// <param name="loggers">Where the server logs.</param>
    /// <exception cref="ArgumentException">Not loopback, and no certificate.</exception>
    /// <exception cref="IOException">Not loopback, and the certificate cannot be read.</exception>
    public static WebApplicationBuilder CreateBuilder(IPAddress address, int port, Func<SslStreamCertificateContext>? certificate, ILoggerFactory loggers) =>
        CreateBuilder(address, port, certificate, loggers, SlowClientLimits.Usual);

    /// <summary>The same with other limits of slow clients.</summary>
    public static WebApplicationBuilder CreateBuilder(
        IPAddress address, int port, Func<SslStreamCertificateContext>? certificate, ILoggerFactory loggers, SlowClientLimits slow)
    {
        var isPlain = IPAddress.IsLoopback(address);
        if (certificate is null && !isPlain)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"{address}:{port} is not loopback, so it needs a certificate: plain HTTP is for loopback only"),
                nameof(certificate));
        }

        if (!isPlain)
        {
            // A certificate that cannot be had is told at the start, not in handshakes that fail.
            certificate?.Invoke();
        }

        // Nothing is configured by files of the working directory, and nobody watches that: it may hold the state of a site.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
            ApplicationName = "tsuba",
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.UseSockets(options => options.CreateBoundListenSocket = endPoint =>
        {
            var socket = Bind(endPoint);
            socket.SendBufferSize = slow.SendBufferBytes;
            return socket;
        });
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = MaxBodyBytes;
            options.Limits.MaxConcurrentConnections = slow.MostConnections;
            options.Limits.KeepAliveTimeout = slow.Idle;
            options.Limits.RequestHeadersTimeout = slow.Headers;
            options.Limits.MinRequestBodyDataRate = new MinDataRate(slow.BodyRate, slow.Grace);
            options.Limits.MinResponseDataRate = new MinDataRate(slow.AnswerRate, slow.Grace);
            options.Listen(address, port, listen =>
            {
                if (certificate is not null && !isPlain)
                {
                    listen.UseHttps(new TlsHandshakeCallbackOptions
                    {
                        HandshakeTimeout = slow.Handshake,
                        OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions
                        {
                            ServerCertificateContext = certificate(),
                            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                        }),
                    });
                }
            });
        });
        builder.Services.AddSingleton(loggers);

        builder.Services.Configure<KeyManagementOptions>(options =>
        {
            options.XmlRepository = new MemoryKeys();
            options.XmlEncryptor = new NullXmlEncryptor();
        });
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        return builder;
    }

    // The web server makes an IOException of an address that is taken, and of nothing else.
    private static Socket Bind(EndPoint endPoint)
    {
        try
        {
            return SocketTransportOptions.CreateDefaultBoundListenSocket(endPoint);
        }
        catch (SocketException refused) when (refused.SocketErrorCode != SocketError.AddressAlreadyInUse)
        {
            throw new IOException($"cannot listen on {endPoint}: {refused.Message}", refused);
        }
    }

    /// <summary>Adds the headers that every answer carries. The first middleware of a port: it also knows a connection that asked something from a silent one.</summary>
    public static void UseSafeHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        SlowClients.Heard(context);
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";

        // Answers are what one person sees; addresses that hold nothing of anybody say otherwise.
        headers.CacheControl = "no-store";
        return next(context);
    });

    // The daemon decides when a port starts and stops; the web host must not listen for signals of its own.
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
