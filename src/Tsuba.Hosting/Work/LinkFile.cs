using Google.Protobuf;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Hosting.Work;

/// <summary>
/// The links as the arbiter sent them last, on disk: a daemon that restarts while no arbiter is there goes on with its job.
/// Losing the file costs only that, so one that cannot be read or written is no fault.
/// </summary>
public sealed class LinkFile(string path)
{
    /// <summary>What was kept; null: nothing that can be read.</summary>
    public PutLinksRequest? Read()
    {
        try
        {
            return File.Exists(path) ? PutLinksRequest.Parser.ParseFrom(File.ReadAllBytes(path)) : null;
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    /// <summary>Keeps links; false: the disk did not take them.</summary>
    public bool TryWrite(PutLinksRequest links)
    {
        try
        {
            var written = path + ".new";
            File.WriteAllBytes(written, links.ToByteArray());
            File.Move(written, path, overwrite: true);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
