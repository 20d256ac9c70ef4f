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
    [InlineData("7")]
    [InlineData("x 1")]
    [InlineData("1 -1")]
    public void Open_SomethingElse_IsRefused(string line)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("epochs"), line + "\n");

        Assert.Contains(line, Assert.Throws<InvalidDataException>(() => EpochFile.Open(folder.File("epochs"))).Message, StringComparison.Ordinal);
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
}
