using Tsuba.Protocol.Contracts;
using Tsuba.Synchronizer.Core;

namespace Tsuba.Daemons.Tests.Synchronizer;

public sealed class ProductionImageTests
{
    [Fact]
    public void Reply_LargeFiles_ComeInPiecesThatJoin()
    {
        var large = new byte[21_000_000];
        for (var index = 0; index < large.Length; index++)
        {
            large[index] = (byte)(index * 31);
        }

        var image = ProductionImage.Of("c", ["/a"], new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal) { ["/a"] = "x"u8.ToArray(), ["/b"] = large, ["/c"] = Array.Empty<byte>() });
        var pieces = new List<ProductionFile>();
        var next = 0;
        do
        {
            var reply = image.Reply(next, withFiles: true);
            Assert.True(reply.CalculateSize() < 9_000_000);
            pieces.AddRange(reply.Files);
            next = reply.Next;
        }
        while (next > 0);

        Assert.Equal(large, pieces.Where(piece => piece.Path == "/b").SelectMany(piece => piece.Content));
        Assert.Equal(["/a", "/b", "/c"], pieces.Select(piece => piece.Path).Distinct());
    }

    [Theory]
    [InlineData("/etc/nagios/nagios.cfg", "etc/nagios/nagios.cfg")]
    [InlineData("/etc/../../../root/x.cfg", "root/x.cfg")]
    [InlineData("/srv/.git/hooks/pre-commit", "srv/%.git/hooks/pre-commit")]
    [InlineData("/srv/%.git/x", "srv/%%.git/x")]
    [InlineData("/a/./b//c", "a/b/c")]
    [InlineData("/..", null)]
    public void Of_AnyPath_StaysInsideTheWorkTree(string path, string? expected) => Assert.Equal(expected, MirrorPath.Of(path));
}
