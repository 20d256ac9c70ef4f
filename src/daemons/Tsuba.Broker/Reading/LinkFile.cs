using Google.Protobuf;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Broker.Reading;

/// <summary>The links that the arbiter gave last, so that a broker works on while the arbiter is away.</summary>
public sealed class LinkFile
{
    private readonly string _path;

    /// <summary>A file that need not exist.</summary>
    public LinkFile(string path)
    {
        _path = path;
    }

    /// <summary>The links, or null if there are none or they cannot be read; the arbiter then gives them anew.</summary>
    public PutLinksRequest? Read()
    {
        if (!File.Exists(_path))
        {
            return null;
        }

        try
        {
            return PutLinksRequest.Parser.ParseFrom(File.ReadAllBytes(_path));
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    /// <summary>Replaces the file.</summary>
    public void Write(PutLinksRequest links)
    {
        File.WriteAllBytes(_path + ".new", links.ToByteArray());
        File.Move(_path + ".new", _path, overwrite: true);
    }
}
