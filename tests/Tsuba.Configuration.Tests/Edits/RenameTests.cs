using System.Text.RegularExpressions;
using Tsuba.Configuration.Edits;

namespace Tsuba.Configuration.Tests.Edits;

public sealed class RenameTests
{
    [Fact]
    public void Rename_Host_IsSaidWhereverItIsNamed()
    {
        const string Before =
            """
            define host{
             host_name web ; the old one
            }
            define host{
             host_name webserver
             parents  switch, web
             check_command bp_rule!2 of: (web & web,http | g:web & webserver)
            }
            define hostgroup{
             hostgroup_name web
             members webserver,web
            }
            define service{
             host_name web,webserver,!web
             service_description http
             service_dependencies web,http,,web
            }
            define servicegroup{
             servicegroup_name s
             members web,web,webserver,web
            }
            define servicedependency{
             host_name web
             service_description web
             dependent_host_name webserver
             dependent_service_description http
            }
            define command{
             command_name c
             command_line /bin/x $HOSTSTATE:web$ $SERVICESTATE:web:http$ $HOSTSTATE:web:,$ web
            }

            """;
        var expected = Before
            .Replace("host_name web ;", "host_name WWW ;", StringComparison.Ordinal)
            .Replace("switch, web", "switch, WWW", StringComparison.Ordinal)
            .Replace("(web & web,http |", "(WWW & WWW,http |", StringComparison.Ordinal)
            .Replace("members webserver,web\n", "members webserver,WWW\n", StringComparison.Ordinal)
            .Replace("host_name web,webserver,!web", "host_name WWW,webserver,!WWW", StringComparison.Ordinal)
            .Replace("service_dependencies web,http", "service_dependencies WWW,http", StringComparison.Ordinal)
            .Replace("members web,web,", "members WWW,web,", StringComparison.Ordinal)
            .Replace(" host_name web\n", " host_name WWW\n", StringComparison.Ordinal)
            .Replace("$HOSTSTATE:web$ $SERVICESTATE:web:", "$HOSTSTATE:WWW$ $SERVICESTATE:WWW:", StringComparison.Ordinal);

        Assert.Equal(expected, Rename(Before, "host/web", "WWW"));
    }

    [Fact]
    public void Rename_Service_IsSaidForItsHostsOnly()
    {
        const string Before =
            """
            define host{
             host_name a
             service_overrides http,check_interval 5
             service_excludes http
            }
            define host{
             host_name b
             service_overrides http,check_interval 5
            }
            define service{
             host_name a
             service_description http
             check_command c
            }
            define service{
             host_name b
             service_description http
             check_command bp_rule!a,http | b,http
            }
            define servicegroup{
             servicegroup_name g
             members a,http,b,http
            }
            define serviceescalation{
             host_name a
             service_description ping,http
            }

            """;
        var expected = Before
            .Replace("host_name a\n service_overrides http,", "host_name a\n service_overrides web page,", StringComparison.Ordinal)
            .Replace("service_excludes http", "service_excludes web page", StringComparison.Ordinal)
            .Replace("host_name a\n service_description http", "host_name a\n service_description web page", StringComparison.Ordinal)
            .Replace("a,http | b", "a,web page | b", StringComparison.Ordinal)
            .Replace("members a,http,", "members a,web page,", StringComparison.Ordinal)
            .Replace("ping,http", "ping,web page", StringComparison.Ordinal);

        // The excluded service would not exist: without its line first.
        Assert.Equal(expected.Replace(" service_excludes web page\n", "", StringComparison.Ordinal), Rename(Before.Replace(" service_excludes http\n", "", StringComparison.Ordinal), "service/a;http", "web page"));
    }

    [Fact]
    public void Rename_ServiceNamedTogetherWithOthers_IsRefusedWithThePlace()
    {
        var book = EditedTree.Of(
            "define host{\n host_name a\n}\ndefine host{\n host_name b\n}\ndefine service{\n host_name a\n service_description http\n}\ndefine service{\n host_name b\n service_description http\n}\n"
            + "define serviceescalation{\n host_name a,b\n service_description http\n}\n");

        var outcome = ConfigurationEditor.Apply(book, [new RenameObject(EditedTree.Id("service/a;http"), "www")]);

        Assert.Equal(EditRefusalKind.Obstructed, outcome.Refusal?.Kind);
        Assert.Contains("/etc/objects.cfg:17:22", outcome.Refusal!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("host/~linux", "unix", "define host{\n name linux\n register 0\n}\ndefine host{\n host_name a\n use  x, linux ;c\n}\ndefine service{\n register 0\n host_name linux&!x\n service_description s\n}\ndefine service{\n host_name a\n service_description r\n check_command bp_rule!t:linux\n}\n", "linux", 4)]
    [InlineData("timeperiod/24x7", "always", "define timeperiod{\n timeperiod_name 24x7\n}\ndefine host{\n host_name a\n check_period 24x7\n notification_period 24x7\n}\ndefine timeperiod{\n timeperiod_name b\n exclude c,24x7\n}\n", "24x7", 4)]
    [InlineData("command/check_ping", "ping", "define command{\n command_name check_ping\n}\ndefine host{\n host_name a\n check_command check_ping!1!2\n service_overrides s,check_command check_ping!3\n}\ndefine contact{\n contact_name c\n host_notification_commands a!b,check_ping!x\n}\n", "check_ping", 4)]
    [InlineData("contactgroup/admins", "ops", "define contactgroup{\n contactgroup_name admins\n}\ndefine host{\n host_name a\n contact_groups +admins,b\n}\ndefine contact{\n contact_name c\n contactgroups admins\n}\n", "admins", 3)]
    [InlineData("hostgroup/g", "all", "define hostgroup{\n hostgroup_name g\n}\ndefine host{\n host_name gg\n hostgroups a,\\\n   g\n}\ndefine service{\n hostgroup_name (g|h)&!gg\n service_description x\n}\n", "g", 3)]
    public void Rename_OtherTypes_ReplaceEveryMention(string id, string name, string before, string old, int mentions)
    {
        var word = new Regex($@"(?<![\w]){Regex.Escape(old)}(?![\w])");
        Assert.Equal(mentions, word.Count(before));
        var expected = word.Replace(before, name);

        Assert.Equal(expected, Rename(before, id, name));
    }

    [Theory]
    [InlineData("host/a", "b", EditRefusalKind.Exists)]
    [InlineData("host/a", "x,y", EditRefusalKind.Unwritable)]
    [InlineData("host/a", "x\n}", EditRefusalKind.Unwritable)]
    [InlineData("host/c", "d", EditRefusalKind.NotFound)]
    public void Rename_Impossible_IsRefused(string id, string name, EditRefusalKind kind)
    {
        var book = EditedTree.Of("define host{\n host_name a\n}\ndefine host{\n host_name b\n}\n");

        var outcome = ConfigurationEditor.Apply(book, [new RenameObject(EditedTree.Id(id), name)]);

        Assert.Equal(kind, outcome.Refusal?.Kind);
        Assert.Same(book, outcome.Book);
    }

    [Theory]
    [InlineData("host/web")]
    [InlineData("host/~generic host")]
    [InlineData("service/a,b;http")]
    [InlineData("service/a;http#2")]
    [InlineData("command/c#1#1")]
    public void Id_Text_IsReadBack(string text) => Assert.Equal(text, EditedTree.Id(text).ToString());

    private static string Rename(string text, string id, string name)
    {
        var outcome = ConfigurationEditor.Apply(EditedTree.Of(text), [new RenameObject(EditedTree.Id(id), name)]);
        Assert.Null(outcome.Refusal);
        return EditedTree.TextOf(outcome.Book);
    }
}
