using System.Collections.Immutable;
using System.Globalization;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Items;
using Tsuba.Model.Objects;

namespace Tsuba.Model.Snapshots.Building;

/// <summary>The four kinds of modulations, and escalations. Source: reference/shinken.md 3.6 and 3.8.</summary>
internal static class ModulationLinker
{
    internal static ResultModulation Result(in ObjectReader reader)
    {
        var codes = ImmutableArray.CreateBuilder<int>();
        foreach (var entry in reader.List("exit_codes_match"))
        {
            if (int.TryParse(entry, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var code))
            {
                codes.Add(code);
            }
            else
            {
                reader.Context.Report(
                    SnapshotFindings.ValueUnreadable,
                    reader.Locate("exit_codes_match"),
                    $"exit_codes_match: \"{ObjectReader.Shorten(entry)}\" is not a whole number");
            }
        }

        return new ResultModulation(
            reader.Source.Key,
            codes.DrainToImmutable(),
            reader.OptionalInteger("exit_code_modulation", 0, 255),
            reader.Period("modulation_period"));
    }

    /// <summary>A check modulation; null: its command is missing or unknown, which is reported.</summary>
    internal static CheckModulation? Check(in ObjectReader reader)
    {
        if (reader.Text("check_command") is null)
        {
            reader.Context.Report(SnapshotFindings.PropertyMissing, reader.Source.Location, "check_command is missing");
            return null;
        }

        return CommandLinker.Call(reader, "check_command") is { } call
            ? new CheckModulation(reader.Source.Key, call, reader.Period("check_period"))
            : null;
    }

    internal static MacroModulation Macro(in ObjectReader reader) =>
        new(reader.Source.Key, CustomVariables.Of(reader.Source, reader.Context), reader.Period("modulation_period"));

    internal static BusinessImpactModulation BusinessImpact(in ObjectReader reader) =>
        new(reader.Source.Key, reader.Integer("business_impact", 0, 5), reader.Period("modulation_period"));

    internal static Escalation Escalation(in ObjectReader reader)
    {
        var firstTime = reader.OptionalUnits("first_notification_time");
        var lastTime = reader.OptionalUnits("last_notification_time");
        return new Escalation
        {
            Name = reader.Source.Key,
            ByTime = firstTime is not null || lastTime is not null,
            FirstNotification = reader.Integer("first_notification", 0, int.MaxValue),
            LastNotification = reader.Integer("last_notification", 0, int.MaxValue),
            FirstTime = firstTime ?? TimeSpan.Zero,
            LastTime = lastTime ?? TimeSpan.Zero,
            Interval = reader.OptionalUnits("notification_interval"),
            Period = reader.Period("escalation_period"),
            Options = reader.Options("escalation_options", OptionLetters.Either),
            Contacts = ContactLinker.Union(reader),
            TakesContactsOfItem = reader.Context.Profile == CompatibilityProfile.Nagios && reader.Text("contacts") is null && reader.Text("contact_groups") is null,
        };
    }
}
