using Tsuba.Execution.Work;
using Tsuba.Model.Items;

namespace Tsuba.Platform.Tests.Execution.Work;

public sealed class EpochFileTests
{
    [Fact]
    public void Keep_ThenOpen_GivesTheSame()
    {
        using var folder = new TemporaryFolder();
        var file = EpochFile.Open(folder.File("epochs"));
        file.Keep(new PartId(7), new Epoch(3, 9));
        file.Keep(new PartId(2), new Epoch(1, 1));
        file.Keep(new PartId(7), new Epoch(4, 0));

        var read = EpochFile.Open(folder.File("epochs")).Epochs;

        Assert.Equal([(new PartId(2), new Epoch(1, 1)), (new PartId(7), new Epoch(4, 0))], read.Select(pair => (pair.Key, pair.Value)));
        Assert.Null(file.Fault);
    }

    [Fact]
    public void Open_NoFile_IsEmpty()
    {
        using var folder = new TemporaryFolder();

        Assert.Empty(EpochFile.Open(folder.File("epochs")).Epochs);
    }

    [Theory]
    [InlineData("")]
    [InlineData("7\n")]
    [InlineData("1 4294967297\n")]
    [InlineData("1 4294967297\nsha256 00\n")]
    public void Open_SomethingElse_IsKeptAside(string text)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("epochs"), text);

        var file = EpochFile.Open(folder.File("epochs"));

        Assert.Empty(file.Epochs);
        Assert.Contains("epochs.damaged", file.Finding, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(folder.File("epochs.damaged")));
    }

    [Fact]
    public void Open_AnyBitFlippedOrAnyCut_IsKeptAsideAndCanBeWrittenAgain()
    {
        using var folder = new TemporaryFolder();
        EpochFile.Open(folder.File("epochs")).Keep(new PartId(7), new Epoch(3, 9));
        var whole = File.ReadAllBytes(folder.File("epochs"));
        for (var bit = 0; bit < whole.Length * 8; bit++)
        {
            byte[] damaged = [.. whole];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            AssertKeptAside(folder, damaged);
        }

        for (var length = 0; length < whole.Length; length++)
        {
            AssertKeptAside(folder, whole[..length]);
        }
    }

    [Fact]
    public void Keep_DiskDoesNotTakeIt_IsAFaultAndStillKnown()
    {
        using var folder = new TemporaryFolder();
        var file = EpochFile.Open(Path.Combine(folder.Path, "no-such-folder", "epochs"));

        file.Keep(new PartId(1), new Epoch(1, 1));

        Assert.NotNull(file.Fault);
        Assert.Equal(new Epoch(1, 1), file.Epochs[new PartId(1)]);
    }

    private static void AssertKeptAside(TemporaryFolder folder, byte[] content)
    {
        File.WriteAllBytes(folder.File("epochs"), content);
        var file = EpochFile.Open(folder.File("epochs"));
        Assert.NotNull(file.Finding);
        Assert.Empty(file.Epochs);
        file.Keep(new PartId(1), new Epoch(1, 1));
        Assert.Null(EpochFile.Open(folder.File("epochs")).Finding);
    }
}
