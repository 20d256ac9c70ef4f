using Tsuba.Model.Definitions;
using Tsuba.Testing.Configuration;

namespace Tsuba.Configuration.Tests.Templates;

/// <summary>Custom variables through templates.</summary>
public sealed class CustomVariableTests
{
    private const string Objects = """
        define contact {
            name                           person
            host_notification_commands     tell
            service_notification_commands  tell
            _PHONE                         +33612
            register                       0
        }
        define contact {
            use           person
            contact_name  bob
        }
        define contact {
            use           person
            contact_name  eve
            _PHONE        +44
        }
        """;

    [Theory]
    [InlineData("nagios", "bob", "+33612")]
    [InlineData("nagios", "eve", "+44")]
    [InlineData("shinken", "eve", "33612,44")]
    public void Plus_OfACustomVariable_AddsInShinkenOnly(string profile, string contact, string expected)
    {
        var files = new MemorySourceFiles().With("main.cfg", $"compat={profile}\ncfg_file=o.cfg\n").With("o.cfg", Objects);

        var loaded = ConfigurationLoader.Load(files, ["main.cfg"]);

        var found = loaded.Resolved.Objects.Single(item => item.Type == ObjectType.Contact && item.Key == contact);
        Assert.Equal(expected, found.Find("_PHONE"));
    }
}
