using Tsuba.LiveState;
using Tsuba.Model.Objects;
using Tsuba.Modules.StatusData.Files;

namespace Tsuba.Modules.StatusData.Objects;

/// <summary>Hosts and services of objects.cache.</summary>
/// <param name="writer">The file.</param>
/// <param name="site">The configuration.</param>
internal sealed class ItemBlocks(BlockWriter writer, LiveSite site)
{
    /// <summary>A host.</summary>
    public void Write(Host host)
    {
        writer.Begin("define host");
        writer.Add("host_name", host.HostName);
        writer.AddIfAny("display_name", host.DisplayName == host.HostName ? "" : host.DisplayName);
        writer.Add("alias", host.Alias);
        writer.Add("address", host.Address);
        writer.AddIfAny("parents", string.Join(',', host.ParentNames));
        Common(host, isHost: true);
    }

    /// <summary>A service.</summary>
    public void Write(Service service)
    {
        writer.Begin("define service");
        writer.Add("host_name", service.Host.HostName);
        writer.Add("service_description", service.Description);
        writer.AddIfAny("display_name", service.DisplayName == service.Description ? "" : service.DisplayName);
        Common(service, isHost: false);
    }

    private void Common(Item item, bool isHost)
    {
        writer.AddIfAny("check_period", item.Check.Period?.Name ?? "");
        writer.AddIfAny("check_command", item.CheckCommand?.Text ?? "");
        writer.AddIfAny("event_handler", item.EventHandler.Command?.Text ?? "");
        writer.AddIfAny("contacts", string.Join(',', item.Notification.Contacts.Select(contact => contact.Name)));
        writer.AddIfAny("notification_period", item.Notification.Period?.Name ?? "");
        writer.Add("initial_state", item.Check.InitialState is { } letter ? letter.ToString() : "o");
        writer.Add("importance", item.BusinessImpact);
        writer.Add("check_interval", Units(item.Check.Interval), 6);
        writer.Add("retry_interval", Units(item.Check.RetryInterval), 6);
        writer.Add("max_check_attempts", item.Check.MaxAttempts);
        if (!isHost)
        {
            writer.Add("is_volatile", item.Check.IsVolatile);
            writer.Add("parallelize_check", true);
        }

        writer.Add("active_checks_enabled", item.Check.ActiveEnabled);
        writer.Add("passive_checks_enabled", item.Check.PassiveEnabled);
        writer.Add("obsess", item.Check.Obsess);
        writer.Add("event_handler_enabled", item.EventHandler.Enabled);
        writer.Add("low_flap_threshold", item.Flapping.Low ?? 0, 6);
        writer.Add("high_flap_threshold", item.Flapping.High ?? 0, 6);
        writer.Add("flap_detection_enabled", item.Flapping.Enabled);
        writer.Add("flap_detection_options", OptionLetters.Of(item.Flapping.Options, isHost, isHost ? OptionLetters.StatesOfHosts : OptionLetters.StatesOfServices));
        writer.Add("freshness_threshold", (long)item.Check.FreshnessThreshold.TotalSeconds);
        writer.Add("check_freshness", item.Check.FreshnessEnabled);
        writer.Add("notification_options", OptionLetters.Of(item.Notification.Options, isHost, isHost ? OptionLetters.AllOfHosts : OptionLetters.AllOfServices));
        writer.Add("notifications_enabled", item.Notification.Enabled);
        writer.Add("notification_interval", Units(item.Notification.Interval), 6);
        writer.Add("first_notification_delay", Units(item.Notification.FirstDelay), 6);
        writer.Add("stalking_options", OptionLetters.Of(item.Notification.StalkingOptions, isHost, isHost ? OptionLetters.StatesOfHosts : OptionLetters.StatesOfServices));
        writer.Add("process_perf_data", item.Check.ProcessPerfdata);
        Texts(item);
        writer.Add("retain_status_information", item.Check.RetainStatus);
        writer.Add("retain_nonstatus_information", item.Check.RetainNonStatus);
        foreach (var variable in item.CustomVariables)
        {
            writer.Add($"_{variable.Name}", variable.Value);
        }

        writer.End();
    }

    private void Texts(Item item)
    {
        writer.AddIfAny("icon_image", item.Presentation.IconImage);
        writer.AddIfAny("icon_image_alt", item.Presentation.IconImageAlt);
        writer.AddIfAny("vrml_image", item.Presentation.VrmlImage);
        writer.AddIfAny("statusmap_image", item.Presentation.StatusmapImage);
        writer.AddIfAny("2d_coords", item.Presentation.Coordinates2D);
        writer.AddIfAny("3d_coords", item.Presentation.Coordinates3D);
        writer.AddIfAny("notes", item.Presentation.Notes);
        writer.AddIfAny("notes_url", item.Presentation.NotesUrl);
        writer.AddIfAny("action_url", item.Presentation.ActionUrl);
    }

    private double Units(TimeSpan interval) => interval / site.Settings.IntervalLength;
}
