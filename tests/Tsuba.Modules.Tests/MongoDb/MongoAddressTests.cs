using Tsuba.Modules.MongoDb;
using Tsuba.Modules.MongoDb.Documents;

namespace Tsuba.Modules.Tests.MongoDb;

public sealed class MongoAddressTests
{
    private static readonly Dictionary<string, string> None = [];

    [Theory]
    [InlineData("mongodb://localhost", "mongodb://localhost/?w=majority&journal=true&")]
    [InlineData("mongodb://localhost/?w=1&fsync=false", "mongodb://localhost/?w=1&journal=true&")]
    [InlineData("mongodb://a:1,b:2/x?replicaSet=rs&journal=false", "mongodb://a:1,b:2/x?replicaset=rs&journal=false&w=majority&")]
    public void Text_WithoutAConcern_AsksForTheJournalsOfTheMajority(string uri, string expected) =>
        Assert.StartsWith(expected, MongoAddress.Of(uri, None).Text, StringComparison.Ordinal);

    [Fact]
    public void Properties_CompleteTheText_AndTheNameShowsNoSecret()
    {
        var address = MongoAddress.Of("mongodb://db1,db2:27018", new Dictionary<string, string> { ["username"] = "mon@site", ["password"] = "p/w?&", ["replica_set"] = "rs0" });

        Assert.StartsWith("mongodb://mon%40site:p%2Fw%3F%26@db1,db2:27018/?replicaset=rs0&", address.Text, StringComparison.Ordinal);
        Assert.Equal("db1,db2:27018", address.ToString());
        Assert.Equal("db1,db2:27018", MongoAddress.Of("mongodb://u:secret@db1,db2:27018/", None).Hosts);
    }

    [Theory]
    [InlineData("mongodb://localhost,127.0.0.1:27018,[::1]:1,%2Frun%2Fmongo.sock/", false)]
    [InlineData("mongodb://localhost,db2/", true)]
    [InlineData("mongodb://db2/?tls=true", false)]
    [InlineData("mongodb://db2/?ssl=false", true)]
    [InlineData("mongodb+srv://db.example.org/", false)]
    [InlineData("mongodb://[2001:db8::1]:27017/", true)]
    public void RemoteWithoutTls_IsNoticed(string uri, bool expected) => Assert.Equal(expected, MongoAddress.Of(uri, None).IsRemoteWithoutTls);

    [Theory]
    [InlineData("http://localhost/")]
    [InlineData("mongodb://localhost/?w=0")]
    [InlineData("mongodb://db/?tls=true&tlsInsecure=true")]
    [InlineData("mongodb://db/?tls=true&tlsAllowInvalidCertificates=true")]
    [InlineData("mongodb://db/?oops")]
    public void Text_ThatCannotBeMeant_IsRefused(string uri) => Assert.Throws<InvalidDataException>(() => MongoAddress.Of(uri, None));

    [Theory]
    [InlineData("90", 90)]
    [InlineData("10d", 10)]
    [InlineData("2w", 14)]
    [InlineData("3m", 90)]
    [InlineData("1y", 365)]
    [InlineData("0", 0)]
    public void Age_InShinkensWords_IsANumberOfDays(string text, int days) =>
        Assert.Equal(TimeSpan.FromDays(days), MongoSettings.From(new Dictionary<string, string> { ["max_logs_age"] = text }).Ages[MongoTarget.Logs]);

    [Theory]
    [InlineData("max_logs_age", "soon")]
    [InlineData("max_logs_age", "99999999y")]
    [InlineData("database", "a.b")]
    [InlineData("logs_collection", "$cmd")]
    [InlineData("commit_volume", "-1")]
    public void Property_WithoutSense_IsRefused(string key, string value) =>
        Assert.Throws<InvalidDataException>(() => MongoSettings.From(new Dictionary<string, string> { [key] = value }));

    [Theory]
    [InlineData("2026-03-29T12:00:00Z", 23)]
    [InlineData("2026-10-25T12:00:00Z", 25)]
    [InlineData("2026-11-29T22:59:59Z", 24)]
    public void Day_WhereTheClockIsSet_HasItsHours(string moment, int hours)
    {
        var utc = DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
        var day = SiteDay.Of(utc, TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris"));
        Assert.Equal(hours, (day.EndUtcMilliseconds - day.BeginUtcMilliseconds) / 3_600_000);
        Assert.Equal(moment[..10], day.Name);
    }
}
