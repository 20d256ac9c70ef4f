using System.Globalization;
using System.Text;

namespace Tsuba.Synchronizer.Core;

/// <summary>
/// Names of branches. Nothing that a user types becomes part of a ref as it stands: letters and digits stay, every other byte is written
/// as <c>=XX</c>.
/// </summary>
internal static class RefNames
{
    /// <summary>What the arbiter runs.</summary>
    internal const string Production = "refs/heads/production";

    /// <summary>What was agreed and will be applied next.</summary>
    internal const string Staging = "refs/heads/staging";

    /// <summary>What is offered to the arbiter and not yet judged.</summary>
    internal const string Candidate = "refs/tsuba/candidate";

    /// <summary>Open drafts: <c>refs/heads/drafts/AUTHOR/NUMBER</c>.</summary>
    internal const string Drafts = "refs/heads/drafts/";

    /// <summary>Edits of a draft that are not described by a commit yet.</summary>
    internal const string Edits = "refs/tsuba/edits/";

    /// <summary>Drafts that were merged or discarded; nothing of them is lost.</summary>
    internal const string Closed = "refs/tsuba/closed/";

    private const int LongestName = 100;

    /// <summary>A text as part of a ref.</summary>
    internal static string Encode(string text)
    {
        var encoded = new StringBuilder();
        foreach (var value in Encoding.UTF8.GetBytes(text))
        {
            if (char.IsAsciiLetterOrDigit((char)value) || value is (byte)'-' or (byte)'_')
            {
                encoded.Append((char)value);
            }
            else
            {
                encoded.Append(CultureInfo.InvariantCulture, $"={value:X2}");
            }
        }

        return encoded.ToString();
    }

    /// <summary>The text that was encoded.</summary>
    internal static string Decode(string encoded)
    {
        var bytes = new List<byte>(encoded.Length);
        for (var index = 0; index < encoded.Length; index++)
        {
            if (encoded[index] == '=' && index + 2 < encoded.Length && byte.TryParse(encoded.AsSpan(index + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                bytes.Add(value);
                index += 2;
            }
            else
            {
                bytes.Add((byte)encoded[index]);
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    /// <summary>Whether a name can be an author: 1 to 100 characters, none of them a slash or a control character.</summary>
    internal static bool IsAuthor(string name) => name.Length is > 0 and <= LongestName && !name.Any(letter => char.IsControl(letter) || letter == '/') && name.Trim() == name;
}
