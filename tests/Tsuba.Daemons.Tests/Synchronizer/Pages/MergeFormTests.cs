using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Tsuba.Synchronizer.Pages;
using Tsuba.Synchronizer.Versions;

namespace Tsuba.Daemons.Tests.Synchronizer.Pages;

public sealed class MergeFormTests
{
    [Theory]
    [InlineData("ours", MergeSide.Ours)]
    [InlineData("Both", MergeSide.Both)]
    [InlineData("theirs", MergeSide.Theirs)]
    [InlineData("1", null)]
    [InlineData("text", null)]
    [InlineData("99", null)]
    [InlineData("-1", null)]
    [InlineData("ours,theirs", null)]
    public void Decisions_SideThatThereIsNot_DecidesNothing(string take, MergeSide? side)
    {
        var form = new FormCollection(new Dictionary<string, StringValues> { ["path"] = "hosts.cfg", ["index"] = "0", ["take"] = take });

        var decisions = PageOrders.Decisions(form);

        Assert.Equal(side is { } wanted ? [new MergeDecision("hosts.cfg", 0, wanted, "")] : [], decisions);
    }
}
