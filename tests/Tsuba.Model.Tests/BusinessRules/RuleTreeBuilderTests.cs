using Tsuba.Model.BusinessRules;
using Tsuba.Model.Definitions;
using Tsuba.Model.Items;
using Tsuba.Testing;

namespace Tsuba.Model.Tests.BusinessRules;

public sealed class RuleTreeBuilderTests
{
    private static readonly ResolvedConfigurationBuilder _site = new ResolvedConfigurationBuilder()
        .Host("web1", ("labels", "front,blue")).Host("web2").Host("db").Host("erp", ("_COUNT", "1"))
        .Service("web1", "http", ("labels", "shop")).Service("web2", "http").Service("web2", "ssh").Service("db", "sql")
        .Service("erp", "all", ("check_command", "bp_rule!$_HOSTCOUNT$ of: g:web,http & db"))
        .Add(ObjectType.HostGroup, "web", ("hostgroup_name", "web"), ("members", "web1,web2"))
        .Add(ObjectType.ServiceGroup, "logins", ("servicegroup_name", "logins"), ("members", "web2,ssh,db,sql"));

    [Theory]
    [InlineData("web1", "web1")]
    [InlineData("db,sql & web1", "db;sql web1")]
    [InlineData("g:web", "web1 web2")]
    [InlineData("g:web,http", "web1;http web2;http")]
    [InlineData("r:^web", "web1 web2")]
    [InlineData("r:eb", "")]
    [InlineData("*,r:s", "db;sql web2;ssh")]
    [InlineData("*,g:logins", "db;sql web2;ssh")]
    [InlineData("l:front", "web1")]
    [InlineData("*,l:shop", "web1;http")]
    [InlineData("*", "db web1 web2")]
    [InlineData("web1 | web1", "web1")]
    public void Resolve_Expression_GivesTheSameMembersFromSnapshotAndFromResolvedObjects(string expression, string expected)
    {
        var owner = new ItemName("erp", null);
        var fromSnapshot = RuleTreeBuilder.Resolve(expression, owner, new SnapshotBusinessRuleNames(_site.Link()));
        var fromResolved = RuleTreeBuilder.Resolve(expression, owner, new ResolvedBusinessRuleNames(_site.Build()));

        Assert.Equal(expected, Members(fromSnapshot));
        Assert.Equal(expected, Members(fromResolved));
    }

    [Fact]
    public void Resolve_ExpansionInsideACount_IsCountedOneByOne()
    {
        var tree = Resolve("2 of: g:web & db").Tree;

        Assert.Equal(3, Assert.IsType<RuleTreeGroup>(tree?.Root).Parts.Length);
    }

    [Fact]
    public void Resolve_NegatedExpansion_NegatesTheGroupOnly()
    {
        var group = Assert.IsType<RuleTreeGroup>(Resolve("!g:web").Tree?.Root);

        Assert.True(group.IsNegated);
        Assert.DoesNotContain(group.Parts, part => part.IsNegated);
    }

    [Theory]
    [InlineData("web1 & wbe2", "column 8: there is no host 'wbe2' (did you mean 'web2'?)")]
    [InlineData("db,sqll", "column 1: there is no service 'sqll' (did you mean 'sql'?) of host 'db'")]
    [InlineData("g:webs", "column 1: there is no host group 'webs'")]
    [InlineData("*,g:nothing", "column 1: there is no service group 'nothing'")]
    [InlineData("web1 | r:zzz", "column 8: nothing matches")]
    [InlineData("erp", "column 1: the rule names its own item")]
    public void Resolve_UnknownName_SaysWhereAndWhich(string expression, string error) =>
        Assert.Equal(error, Assert.Single(Resolve(expression).Errors).ToString());

    [Fact]
    public void Resolve_BadRegularExpression_IsAnError() =>
        Assert.StartsWith("'(' is no regular expression", Resolve("r:(").Errors.First().Message, StringComparison.Ordinal);

    [Fact]
    public void Members_OfAResolvedServiceWithMacros_AreFound()
    {
        var configuration = _site.Build();
        var owner = configuration.Objects.Single(candidate => candidate.Key == "erp;all");
        var host = configuration.Objects.Single(candidate => candidate is { Type: ObjectType.Host, Key: "erp" });

        var result = BusinessRuleMembers.Resolve(owner, host, new ResolvedBusinessRuleNames(configuration));

        Assert.Equal("web1;http web2;http db", Members(result));
    }

    private static RuleTreeResult Resolve(string expression) =>
        RuleTreeBuilder.Resolve(expression, new ItemName("erp", null), new SnapshotBusinessRuleNames(_site.Link()));

    private static string Members(RuleTreeResult result) => result.Tree is null ? "" : string.Join(' ', result.Tree.Members.Select(member => member.Name));
}
