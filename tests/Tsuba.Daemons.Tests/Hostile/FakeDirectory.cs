using System.Formats.Asn1;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tsuba.Daemons.Tests.Hostile;

/// <summary>
/// A directory that answers each connection with given bytes, to the first request or to the one after a sound answer to that, and then ends it.
/// Its client is the real library, whose first request of a connection has number 1.
/// </summary>
internal sealed class FakeDirectory : IDisposable
{
    private const int SearchNumber = 2;
    private const string PagedResults = "1.2.840.113556.1.4.319";

    private static readonly byte[] _bound = Message(1, writer => Result(writer, 1));

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly bool _afterSignIn;
    private volatile byte[] _answer = [];

    /// <param name="afterSignIn">Whether the bytes answer the search; otherwise they answer the sign-in.</param>
    internal FakeDirectory(bool afterSignIn)
    {
        _afterSignIn = afterSignIn;
        _listener.Start();
        var thread = new Thread(Serve) { IsBackground = true };
        thread.Start();
    }

    internal int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Sound answers to a search: entries in one message each, then the end.</summary>
    /// <param name="entries">Name, and attributes with their values.</param>
    internal static byte[] Answers(params (string Name, (string Attribute, string[] Values)[] Attributes)[] entries) =>
    [
        .. entries.SelectMany(entry => Message(SearchNumber, writer =>
        {
            using (writer.PushSequence(Application(4)))
            {
                Text(writer, entry.Name);
                using (writer.PushSequence())
                {
                    foreach (var (attribute, values) in entry.Attributes)
                    {
                        using (writer.PushSequence())
                        {
                            Text(writer, attribute);
                            using (writer.PushSetOf())
                            {
                                foreach (var value in values)
                                {
                                    Text(writer, value);
                                }
                            }
                        }
                    }
                }
            }
        })),
        .. Message(SearchNumber, LastOfPage),
    ];

    /// <summary>A sound answer to the sign-in.</summary>
    internal static byte[] SignedIn() => [.. _bound];

    /// <summary>What the next connections are answered with.</summary>
    internal void Answer(byte[] bytes) => _answer = bytes;

    public void Dispose() => _listener.Dispose();

    // The end of the search with the control that says that no page follows.
    private static void LastOfPage(AsnWriter writer)
    {
        Result(writer, 5);
        using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
        {
            using (writer.PushSequence())
            {
                Text(writer, PagedResults);
                var value = new AsnWriter(AsnEncodingRules.BER);
                using (value.PushSequence())
                {
                    value.WriteInteger(0);
                    value.WriteOctetString([]);
                }

                writer.WriteOctetString(value.Encode());
            }
        }
    }

    private static void Result(AsnWriter writer, int operation)
    {
        using (writer.PushSequence(Application(operation)))
        {
            writer.WriteEncodedValue([0x0a, 1, 0]);
            Text(writer, "");
            Text(writer, "");
        }
    }

    private static byte[] Message(int number, Action<AsnWriter> content)
    {
        var writer = new AsnWriter(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(number);
            content(writer);
        }

        return writer.Encode();
    }

    private static Asn1Tag Application(int number) => new(TagClass.Application, number);

    private static void Text(AsnWriter writer, string text) => writer.WriteOctetString(Encoding.UTF8.GetBytes(text));

    private void Serve()
    {
        var request = new byte[4096];
        while (true)
        {
            try
            {
                using var socket = _listener.AcceptSocket();
                if (socket.Receive(request) > 0 && _afterSignIn)
                {
                    socket.Send(_bound);
                    socket.Receive(request);
                }

                socket.Send(_answer);
                socket.Shutdown(SocketShutdown.Send);

                // What the client still has to say would otherwise make the system throw away what was sent.
                while (socket.Receive(request) > 0)
                {
                }
            }
            catch (SocketException ended) when (ended.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown or SocketError.ConnectionAborted)
            {
                // The client has seen enough; the next one comes.
            }
            catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }
}
