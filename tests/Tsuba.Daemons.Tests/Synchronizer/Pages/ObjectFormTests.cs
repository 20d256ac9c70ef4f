using System.Net;
using System.Text.RegularExpressions;
using Tsuba.Daemons.Tests.Synchronizer.Api;
using Tsuba.Testing.Requirements;

namespace Tsuba.Daemons.Tests.Synchronizer.Pages;

public sealed partial class ObjectFormTests
{
    [RequiresTheory(Requirement.Git)]
    [InlineData("hostgroups", "one", "two", "three", "    hostgroups  three,two\n")]
    [InlineData("service_overrides", "a,notes x", "b,notes y", "a,notes z", "    service_overrides  a,notes z\n    service_overrides  b,notes y\n")]
    public async Task Set_OneOfTwoLinesThatAddUp_KeepsTheOther(string property, string first, string second, string value, string expected)
    {
        await using var rig = await EditingRig.StartAsync();
        using var handler = new HttpClientHandler { CookieContainer = new CookieContainer() };
        using var browser = new HttpClient(handler) { BaseAddress = rig.Address };
        await PostAsync("/sign-in", [new("user", "admin"), new("password", (await rig.SecretsAsync())["editing-password"]), new("to", "/")]);
        var token = await rig.FirstTokenAsync();
        await rig.SendAsync(HttpMethod.Post, "/api/v1/drafts", token, null);
        var text = EditingRig.Text.Replace("    address    10.0.0.1   ; the web\n", $"    {property}  {first}\n    {property}  {second}\n", StringComparison.Ordinal);
        await rig.SendAsync(HttpMethod.Put, "/api/v1/drafts/default/1/file", token, new { path = EditingRig.Objects, text });

        var page = await browser.GetStringAsync(new Uri("/object?id=host/web&at=default/1", UriKind.Relative));
        var form = Form().Matches(page).First(match => match.Value.Contains($"value=\"{first}\"", StringComparison.Ordinal)).Value;
        await PostAsync("/draft/set", [.. Input().Matches(form).Select(input => KeyValuePair.Create(
            input.Groups["name"].Value, input.Groups["value"].Value == first ? value : input.Groups["value"].Value))]);

        var file = await rig.SendAsync(HttpMethod.Get, $"/api/v1/file?path={EditingRig.Objects}&at=default/1", token, null);
        Assert.Contains($"    use        generic\n{expected}}}", file.Body.GetProperty("text").GetString(), StringComparison.Ordinal);

        async Task PostAsync(string path, IEnumerable<KeyValuePair<string, string>> fields)
        {
            using var content = new FormUrlEncodedContent(fields);
            using var response = await browser.PostAsync(new Uri(path, UriKind.Relative), content);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [GeneratedRegex("<form method=\"post\" action=\"/draft/set\".*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("<input[^>]*name=\"(?<name>[^\"]*)\"[^>]*? value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Input();
}
