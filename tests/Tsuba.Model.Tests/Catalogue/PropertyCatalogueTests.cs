using Tsuba.Model.Catalogue;
using Tsuba.Model.Definitions;
using Tsuba.Model.Items;

namespace Tsuba.Model.Tests.Catalogue;

public sealed class PropertyCatalogueTests
{
    [Fact]
    public void Rows_NamesWithinOneType_AreUnique()
    {
        var doubles = PropertyCatalogue.Rows.GroupBy(row => (row.Type, row.Name)).Where(group => group.Count() > 1).Select(group => group.Key);

        Assert.Empty(doubles);
    }

    [Fact]
    public void Rows_EveryType_HasAtLeastOneRow()
    {
        Assert.Empty(Enum.GetValues<ObjectType>().Except(PropertyCatalogue.Rows.Select(row => row.Type)));
    }

    [Fact]
    public void DefaultIn_HostCheckCommand_DiffersByProfile()
    {
        var row = PropertyCatalogue.Find(ObjectType.Host, "check_command");

        Assert.NotNull(row);
        Assert.Equal("_internal_host_up", row.DefaultIn(CompatibilityProfile.Shinken));
        Assert.Null(row.DefaultIn(CompatibilityProfile.Nagios));
    }

    [Fact]
    public void IsRequiredIn_ServiceCheckInterval_OnlyWhereThereIsNoDefault()
    {
        var row = PropertyCatalogue.Find(ObjectType.Service, "check_interval");

        Assert.NotNull(row);
        Assert.True(row.IsRequiredIn(CompatibilityProfile.Shinken));
        Assert.False(row.IsRequiredIn(CompatibilityProfile.Nagios));
    }
}
