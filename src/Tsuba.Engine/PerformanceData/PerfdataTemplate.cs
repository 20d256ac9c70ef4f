using System.Text;

namespace Tsuba.Engine.PerformanceData;

/// <summary>The template of a file's lines, with its escapes read.</summary>
/// <param name="Text">Text with macros.</param>
internal sealed record PerfdataTemplate(string Text)
{
    // What Nagios takes where none is set.
    private const string OfHosts = "[HOSTPERFDATA]\t$TIMET$\t$HOSTNAME$\t$HOSTEXECUTIONTIME$\t$HOSTOUTPUT$\t$HOSTPERFDATA$";
    private const string OfServices = "[SERVICEPERFDATA]\t$TIMET$\t$HOSTNAME$\t$SERVICEDESC$\t$SERVICEEXECUTIONTIME$\t$SERVICELATENCY$\t$SERVICEOUTPUT$\t$SERVICEPERFDATA$";

    // Shinken's default is the name of a file, which says nothing of a result.
    private const string NoTemplate = "/tmp/host.perf";

    /// <summary>The template of a file; null: there is no file.</summary>
    public static PerfdataTemplate? Of(string file, string template, bool isHost) =>
        file.Length == 0 ? null
        : template.Length == 0 || template == NoTemplate ? new PerfdataTemplate(isHost ? OfHosts : OfServices)
        : new PerfdataTemplate(Unescape(template));

    // \t, \n, \r and \\; a backslash before anything else stays.
    private static string Unescape(string template)
    {
        var text = new StringBuilder(template.Length);
        for (var index = 0; index < template.Length; index++)
        {
            var next = template[index] == '\\' && index + 1 < template.Length ? template[index + 1] : '\0';
            var meant = next switch { 't' => '\t', 'n' => '\n', 'r' => '\r', '\\' => '\\', _ => '\0' };
            text.Append(meant == '\0' ? template[index] : meant);
            index += meant == '\0' ? 0 : 1;
        }

        return text.ToString();
    }
}
