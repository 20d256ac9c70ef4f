using System.Globalization;
using Tsuba.Synchronizer.Core.Sources.Definitions;
using Tsuba.Synchronizer.Core.Sources.Reading;

namespace Tsuba.Synchronizer.Sources.Ldap;

/// <summary>Counts what a directory sends in all searches of one reading, and ends it at the limits of the source.</summary>
internal sealed class LdapBudget(SourceTarget target)
{
    private int _entries;
    private long _characters;

    /// <summary>Which limit was passed, or why else the reading ends; empty: it goes on.</summary>
    internal string Fault { get; private set; } = "";

    /// <summary>Ends the reading for another reason.</summary>
    internal void Refuse(string fault) => Fault = fault;

    /// <summary>Counts a row; false: a limit is passed.</summary>
    internal bool Take(SourceRow row)
    {
        _entries++;
        _characters += row.Id.Length + row.Fields.Sum(field => field.Value.Sum(value => (long)value.Length));
        if (_entries > target.MaxEntries)
        {
            Fault = string.Create(CultureInfo.InvariantCulture, $"the directory has more than max_entries {target.MaxEntries} entries");
        }
        else if (_characters > target.MaxBytes)
        {
            Fault = string.Create(CultureInfo.InvariantCulture, $"the directory sends more than max_bytes {target.MaxBytes}");
        }

        return Fault.Length == 0;
    }
}
