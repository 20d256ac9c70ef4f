using Tsuba.Testing.Time;
using Tsuba.Web.SignIn;

namespace Tsuba.Modules.Tests.SignIn;

public sealed class ApiTokenTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("tsuba-tokens-").FullName;
    private readonly ManualTime _time = new();

    private string FilePath => Path.Combine(_directory, TokenFile.Name);

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Line_OfAToken_ReadsBackAsItWas()
    {
        var (made, _) = ApiToken.Make("graf-1", "read,passive", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        made = made with { Expires = new DateTimeOffset(2027, 1, 2, 3, 4, 5, TimeSpan.Zero), Hosts = ["web-*", "a b=c%,d"], ContactGroups = ["Équipe réseau", "x y"] };

        var read = ApiToken.Parse(made.Format())!;

        Assert.Equal(made.Format(), read.Format());
        Assert.Equal(made.Hosts.ToArray(), read.Hosts.ToArray());
        Assert.Equal(made.ContactGroups.ToArray(), read.ContactGroups.ToArray());
        Assert.Equal((made.Created, made.Expires, TokenScopes.Read | TokenScopes.Passive), (read.Created, read.Expires, read.Scopes));
    }

    [Theory]
    [InlineData("")]
    [InlineData("# a remark that is longer than a line of a token would be, or nearly so")]
    [InlineData("name read tooshort")]
    public void Line_ThatIsNoToken_IsPassedOver(string line) => Assert.Null(ApiToken.Parse(line));

    [Theory]
    [InlineData("expires=someday")]
    [InlineData("onlyhosts=web")]
    [InlineData("nonsense")]
    public void Line_WithALimitThatCannotBeRead_IsGoodForNothing(string word)
    {
        var (made, secret) = ApiToken.Make("x", "admin", null);
        File.WriteAllText(FilePath, $"{made.Format()} {word}\n");

        Assert.Equal(RefusalReasons.Expired, ApiTokens.Open(FilePath, _time).Look(secret).Refusal);
    }

    [Fact]
    public void File_OfTheFirstVersion_HasItsRights()
    {
        File.WriteAllText(FilePath, $"default write {ApiToken.HashOf("one")}\nlooker read {ApiToken.HashOf("two")}\neditor edit {ApiToken.HashOf("three")}\n");
        var tokens = ApiTokens.Open(FilePath, _time);

        Assert.True(tokens.Find("one") is { MayAdminister: true, CanSubmitCommands: true, MayGiveResults: true, MayRead: true });
        Assert.True(tokens.Find("two") is { MayAdminister: false, CanSubmitCommands: false, MayGiveResults: false, MayRead: true });
        Assert.True(tokens.Find("three") is { MayAdminister: false, CanSubmitCommands: false, MayRead: true, Scope: "edit" });
    }

    [Fact]
    public void Token_Expired_IsRefusedBySayingSo()
    {
        var tokens = ApiTokens.Open(FilePath, _time);
        var (made, secret) = ApiToken.Make("short", "read", null);
        tokens.File.Add(made with { Expires = _time.GetUtcNow().AddHours(1) });
        _time.Advance(TimeSpan.FromMinutes(30));
        Assert.NotNull(tokens.Find(secret));

        _time.Advance(TimeSpan.FromMinutes(31));

        Assert.Equal((null, RefusalReasons.Expired, "short"), tokens.Look(secret));
    }

    [Fact]
    public void Token_AddedAndRevokedByAnother_HoldsASecondLater()
    {
        var tokens = ApiTokens.Open(FilePath, _time);
        var (made, secret) = ApiToken.Make("other", "read", null);
        new TokenFile(FilePath).Add(made);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.NotNull(tokens.Find(secret));

        Assert.True(new TokenFile(FilePath).Revoke("other"));
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(RefusalReasons.UnknownToken, tokens.Look(secret).Refusal);
        Assert.False(new TokenFile(FilePath).Revoke("other"));
    }

    [Fact]
    public async Task File_ChangedByManyAtATime_LosesNothingAndIsTheOwnersOnly()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(() => new TokenFile(FilePath).Add(ApiToken.Make($"t{number}", "read", null).Token))));

        Assert.Equal(20, new TokenFile(FilePath).Read().Count);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
        Assert.False(new TokenFile(FilePath).Add(ApiToken.Make("t3", "read", null).Token));
    }

    [Theory]
    [InlineData("", "read")]
    [InlineData("a b", "read")]
    [InlineData("a\nb", "read")]
    [InlineData("x", "everything")]
    [InlineData("x", "")]
    public void Fault_OfWhatMakesNoToken_IsTold(string name, string scopes) => Assert.NotNull(ApiToken.Fault(name, scopes, []));
}
