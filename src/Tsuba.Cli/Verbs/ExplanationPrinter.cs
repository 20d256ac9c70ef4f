using System.Text;
using Tsuba.Protocol.Contracts;
using ItemName = Tsuba.Model.Items.ItemName;

namespace Tsuba.Cli.Verbs;

/// <summary>An explanation as text: the answer first, then section by section; <c>!</c> marks what stands against the notification.</summary>
internal static class ExplanationPrinter
{
    public static string Print(ItemName item, ExplainReply reply)
    {
        var text = new StringBuilder();
        text.Append(item).Append(", ").Append(reply.Moment).Append('\n').Append(reply.Verdict?.Text).Append('\n');
        foreach (var section in reply.Sections)
        {
            text.Append('\n').Append(section.Title).Append('\n');
            foreach (var line in section.Lines)
            {
                text.Append(line.Stops ? "  ! " : "  - ");
                if (line.Moment.Length > 0)
                {
                    text.Append(line.Moment).Append("  ");
                }

                if (line.Contact.Length > 0)
                {
                    text.Append(line.Contact).Append(reply.Language == "fr" ? " : " : ": ");
                }

                text.Append(line.Text).Append('\n');
                if (line.Hint.Length > 0)
                {
                    text.Append("      → ").Append(line.Hint).Append('\n');
                }
            }
        }

        return text.ToString();
    }
}
