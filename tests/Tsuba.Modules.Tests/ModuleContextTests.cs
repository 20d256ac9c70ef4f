using Tsuba.Modules.Tests.Passive;

namespace Tsuba.Modules.Tests;

/// <summary>Two modules of one type do not write into each other's files, whatever their names hold.</summary>
public sealed class ModuleContextTests : IDisposable
{
    private readonly ModuleFixture _module = new();

    [Theory]
    [InlineData("graphite-1")]
    [InlineData("..")]
    [InlineData("../../etc/passwd")]
    [InlineData("ein Name mit Ümlaut")]
    public void OwnDirectory_AnyName_IsRightBelowTheDirectoryOfTheType(string name)
    {
        var context = _module.Context() with { Name = name };

        Assert.Equal(Path.GetFullPath(context.StateDirectory), Path.GetDirectoryName(Path.GetFullPath(context.OwnDirectory)));
        Assert.NotEqual(context.OwnDirectory, (context with { Name = name + "2" }).OwnDirectory);
    }

    [Fact]
    public void OwnDirectory_NamesTooLongForAFile_AreStillToldApart()
    {
        var first = _module.Context() with { Name = new string('n', 5_000) + "1" };
        var second = first with { Name = new string('n', 5_000) + "2" };

        Assert.NotEqual(first.OwnDirectory, second.OwnDirectory);
        Assert.InRange(Path.GetFileName(first.OwnDirectory).Length, 1, 255);
    }

    public void Dispose() => _module.Dispose();
}
