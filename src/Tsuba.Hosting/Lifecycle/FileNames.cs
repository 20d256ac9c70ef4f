using System.Globalization;
using System.Text;

namespace Tsuba.Hosting.Lifecycle;

/// <summary>Names of objects as parts of file names.</summary>
public static class FileNames
{
    /// <summary>
    /// Letters, digits, dash, underscore and inner dots stay; every other byte becomes <c>%XX</c>. Different names give different files,
    /// and none leaves its directory.
    /// </summary>
    public static string Escape(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var value in Encoding.UTF8.GetBytes(name))
        {
            var c = (char)value;
            if (char.IsAsciiLetterOrDigit(c) || c is '-' or '_' || (c == '.' && text.Length > 0))
            {
                text.Append(c);
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"%{value:X2}");
            }
        }

        return text.ToString();
    }
}
