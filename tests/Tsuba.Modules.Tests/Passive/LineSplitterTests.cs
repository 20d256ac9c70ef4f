using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Tsuba.Modules.Passive.Pipe;

namespace Tsuba.Modules.Tests.Passive;

public sealed class LineSplitterTests
{
    [Fact]
    public void Take_LineInThreePieces_ComesOutOnce()
    {
        var splitter = new LineSplitter(100);
        var lines = new List<string>();

        splitter.Take("[1] ABC"u8, lines);
        splitter.Take(";web"u8, lines);
        splitter.Take(";1\r\n[2] X\n"u8, lines);

        Assert.Equal(["[1] ABC;web;1", "[2] X"], lines);
    }

    [Fact]
    public void Take_LineOverTheLimit_IsPassedOverToItsEnd()
    {
        var splitter = new LineSplitter(8);
        var lines = new List<string>();

        splitter.Take("123456"u8, lines);
        splitter.Take("789 and more"u8, lines);
        splitter.Take(" of it\nshort\n"u8, lines);

        Assert.Equal(["short"], lines);
        Assert.Equal(1, splitter.TooLong);
    }

    [Fact]
    public void Take_AnyCut_GivesTheSameLines() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<string[]>().Convert(
                texts => texts.Select(text => new string([.. (text ?? "").Where(letter => letter is not ('\n' or '\r'))])).Where(text => text.Length > 0 && Encoding.UTF8.GetByteCount(text) < 500 && text == Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text))).ToArray(),
                texts => texts),
            ArbMap.Default.ArbFor<PositiveInt>(),
            (texts, size) =>
            {
                var bytes = Encoding.UTF8.GetBytes(string.Concat(texts.Select(text => text + "\n")));
                var splitter = new LineSplitter(500);
                var lines = new List<string>();
                foreach (var piece in bytes.Chunk(size.Get))
                {
                    splitter.Take(piece, lines);
                }

                return lines.SequenceEqual(texts);
            }).QuickCheckThrowOnFailure();
}
