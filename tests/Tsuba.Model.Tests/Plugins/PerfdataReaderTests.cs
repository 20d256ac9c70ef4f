using FsCheck;
using FsCheck.Fluent;
using Tsuba.Model.Plugins;

namespace Tsuba.Model.Tests.Plugins;

public sealed class PerfdataReaderTests
{
    [Fact]
    public void Read_FullItem_HasAllFields()
    {
        var (items, rejected) = Read("time=0.012s;1;2;0;10");

        Assert.Equal(0, rejected);
        Assert.Equal(
            [
                new PerfdataItem(
                    "time",
                    0.012,
                    PerfdataUnit.Of("s"),
                    new ThresholdRange(0, 1, false),
                    new ThresholdRange(0, 2, false),
                    0,
                    10),
            ],
            items);
    }

    [Theory]
    [InlineData("a=1", "a", 1, "")]
    [InlineData("a=-1.5e3ms", "a", -1500, "ms")]
    [InlineData("a=0,5%", "a", 0.5, "%")]
    [InlineData("a=.5", "a", 0.5, "")]
    [InlineData("a=+2c;", "a", 2, "c")]
    [InlineData("a=1e", "a", 1, "e")]
    [InlineData("'my label'=3B", "my label", 3, "B")]
    [InlineData("'it''s'=3", "it's", 3, "")]
    [InlineData("'a=b'=4", "a=b", 4, "")]
    [InlineData("/var/log=12MB;;;;", "/var/log", 12, "MB")]
    public void Read_OneItem_IsUnderstood(string text, string label, double value, string unit)
    {
        var (items, rejected) = Read(text);

        Assert.Equal(0, rejected);
        Assert.Equal((label, value, unit), items.Select(item => (item.Label, item.Value ?? double.NaN, item.Unit.Text)).Single());
    }

    [Fact]
    public void Read_Undetermined_HasNoValue()
    {
        Assert.Null(Read("a=U;1;2").Items.Single().Value);
    }

    [Theory]
    [InlineData("a=nan b=1")]
    [InlineData("a=inf b=1")]
    [InlineData("a=1e999 b=1")]
    [InlineData("garbage b=1")]
    [InlineData("=5 b=1")]
    [InlineData("a= b=1")]
    [InlineData("'open b=1")]
    public void Read_BadEntry_IsSteppedOver(string text)
    {
        var (items, rejected) = Read(text);

        Assert.Equal(1, rejected);
        Assert.Equal("b", items.Single().Label);
    }

    [Fact]
    public void Read_BadThreshold_CostsOnlyTheThreshold()
    {
        var item = Read("a=1;x;3").Items.Single();

        Assert.Null(item.Warning);
        Assert.Equal(new ThresholdRange(0, 3, false), item.Critical);
    }

    [Theory]
    [InlineData("a=250ms;500;1000;0", "a=0.25s;0.5;1;0")]
    [InlineData("a=2KiB;@1:3", "a=2048B;@1024:3072")]
    [InlineData("a=3c", "a=3c")]
    [InlineData("a=3furlong;~:4", "a=3furlong;~:4")]
    public void Normalised_Item_IsInItsBaseUnit(string text, string expected)
    {
        Assert.Equal(expected, Read(text).Items.Single().Normalised().ToString());
    }

    [Fact]
    public void Read_PrintedItems_AreTheSameItems()
    {
        var numbers = ArbMap.Default.GeneratorFor<double>().Where(double.IsFinite);
        var labels = Gen.NonEmptyListOf(Gen.Elements('a', ' ', '\'', '=', 'ü', ';', '/')).Select(characters => new string([.. characters]))
            .Where(label => label.Trim().Length > 0);
        var ranges = Gen.Two(numbers).Zip(Gen.Elements(true, false))
            .Select(pair => new ThresholdRange(pair.Item1.Item1, pair.Item1.Item2, pair.Item2));
        var items =
            from label in labels
            from value in numbers
            from unit in Gen.Elements("", "ms", "%", "B", "GiB", "furlong")
            from warning in ranges
            from critical in ranges
            from minimum in numbers
            select new PerfdataItem(label, value, PerfdataUnit.Of(unit), warning, critical, minimum, null);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(200),
            Prop.ForAll(Gen.ListOf(items).ToArbitrary(), list =>
            {
                var (read, rejected) = Read(string.Join(' ', list));
                return rejected == 0 && read.SequenceEqual(list) && list.All(item => !item.ToString().Contains('E', StringComparison.Ordinal));
            }));
    }

    [Fact]
    public void Read_AnyText_NeverThrows()
    {
        var texts = Gen.ArrayOf(Gen.Elements("'", "=", ";", "a", "1", ".", ",", "e", "-", "@", "~", ":", " ", "\n", "\0", "U", "\ud83d"))
            .Select(string.Concat);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(200),
            Prop.ForAll(texts.ToArbitrary(), text =>
            {
                var (items, rejected) = Read(text);
                return items.Count + rejected <= text.Length;
            }));
    }

    private static (List<PerfdataItem> Items, int Rejected) Read(string text)
    {
        var reader = new PerfdataReader(text);
        List<PerfdataItem> items = [];
        while (reader.Read(out var item))
        {
            items.Add(item);
        }

        return (items, reader.Rejected);
    }
}
