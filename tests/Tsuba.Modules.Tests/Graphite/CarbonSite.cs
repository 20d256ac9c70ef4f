using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Tsuba.Testing.Requirements;
using Tsuba.Testing.Transport;

namespace Tsuba.Modules.Tests.Graphite;

/// <summary>Debian's carbon-cache, and graphite-web to render what it has, in a directory of their own.</summary>
internal sealed class CarbonSite : IDisposable
{
    private const string Python = "/usr/bin/python3";

    private readonly string _root = RequirementProbe.GraphiteDirectory!;
    private readonly string _directory = Directory.CreateTempSubdirectory("tsuba-carbon-").FullName;
    private readonly int _queryPort = LoopbackPorts.Free();
    private readonly int _webPort = LoopbackPorts.Free();
    private Process? _carbon;
    private Process? _web;

    public CarbonSite()
    {
        var conf = Directory.CreateDirectory(Path.Combine(_directory, "conf")).FullName;
        Directory.CreateDirectory(Path.Combine(_directory, "log"));
        File.WriteAllText(Path.Combine(conf, "storage-schemas.conf"), "[all]\npattern = .*\nretentions = 1s:1h\n");
        File.WriteAllText(Path.Combine(conf, "carbon.conf"), string.Create(CultureInfo.InvariantCulture, $"""
            [cache]
            STORAGE_DIR = {_directory}
            CONF_DIR = {conf}
            LOG_DIR = {_directory}/log
            PID_DIR = {_directory}
            LOCAL_DATA_DIR = {_directory}/whisper
            ENABLE_LOGROTATION = False
            ENABLE_TAGS = False
            USER =
            LINE_RECEIVER_INTERFACE = 127.0.0.1
            LINE_RECEIVER_PORT = {Port}
            PICKLE_RECEIVER_PORT = 0
            CACHE_QUERY_INTERFACE = 127.0.0.1
            CACHE_QUERY_PORT = {_queryPort}
            MAX_CREATES_PER_MINUTE = inf
            MAX_UPDATES_PER_SECOND = 100000

            """));
        File.WriteAllText(Path.Combine(_directory, "site_settings.py"), string.Create(CultureInfo.InvariantCulture, $"""
            SECRET_KEY = 'for tests'
            GRAPHITE_ROOT = '{_root}/usr/share/graphite-web'
            CONF_DIR = '{conf}'
            STORAGE_DIR = '{_directory}'
            LOG_DIR = '{_directory}/log'
            WHISPER_DIR = '{_directory}/whisper'
            CARBONLINK_HOSTS = ['127.0.0.1:{_queryPort}']
            DATABASES = dict(default=dict(NAME='{_directory}/graphite.db', ENGINE='django.db.backends.sqlite3'))

            """));
        File.WriteAllText(Path.Combine(_directory, "render.py"), """
            import sys
            import django
            django.setup()
            from django.core.management import call_command
            call_command('migrate', run_syncdb=True, verbosity=0)
            from django.test import Client
            query = {'target': sys.argv[1], 'format': 'json', 'from': sys.argv[2], 'until': sys.argv[3], 'noCache': '1'}
            sys.stdout.write(Client(HTTP_HOST='localhost').get('/render', query).content.decode())

            """);
        File.WriteAllText(Path.Combine(_directory, "serve.py"), """
            import sys
            import django
            django.setup()
            from django.core.management import call_command
            call_command('migrate', run_syncdb=True, verbosity=0)
            from django.conf import settings
            settings.ALLOWED_HOSTS = ['*']
            from graphite.wsgi import application
            from wsgiref.simple_server import make_server
            make_server('127.0.0.1', int(sys.argv[1]), application).serve_forever()

            """);
    }

    public int Port { get; } = LoopbackPorts.Free();

    /// <summary>Where graphite-web answers after <see cref="Serve"/>.</summary>
    public Uri Web => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_webPort}/"));

    /// <summary>Starts graphite-web as a server.</summary>
    public void Serve() => _web = Run(Path.Combine(_directory, "serve.py"), _webPort.ToString(CultureInfo.InvariantCulture));

    public void Start() => _carbon = Run(Path.Combine(_root, "usr/bin/carbon-cache"), $"--config={_directory}/conf/carbon.conf", "--nodaemon", "start");

    /// <summary><c>kill -9</c>.</summary>
    public async Task KillAsync()
    {
        _carbon!.Kill();
        await _carbon.WaitForExitAsync();
        File.Delete(Path.Combine(_directory, "carbon-cache-a.pid"));
    }

    /// <summary>What graphite-web renders: value by second, without the seconds that have none.</summary>
    public async Task<Dictionary<long, double>> RenderAsync(string target, long fromSeconds, long untilSeconds)
    {
        using var process = Run(
            Path.Combine(_directory, "render.py"), target, fromSeconds.ToString(CultureInfo.InvariantCulture), untilSeconds.ToString(CultureInfo.InvariantCulture));
        var faults = process.StandardError.ReadToEndAsync();
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await faults);
        using var document = JsonDocument.Parse(text);
        return document.RootElement.EnumerateArray().SelectMany(series => series.GetProperty("datapoints").EnumerateArray())
            .Where(point => point[0].ValueKind == JsonValueKind.Number)
            .ToDictionary(point => point[1].GetInt64(), point => point[0].GetDouble());
    }

    public void Dispose()
    {
        foreach (var process in new[] { _carbon, _web }.OfType<Process>())
        {
            if (!process.HasExited)
            {
                process.Kill();
                process.WaitForExit();
            }

            process.Dispose();
        }

        Directory.Delete(_directory, recursive: true);
    }

    private Process Run(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo(Python, [script, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PYTHONPATH"] = $"{_root}/usr/lib/python3/dist-packages:{_directory}";
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        start.Environment["DJANGO_SETTINGS_MODULE"] = "graphite.settings";
        start.Environment["GRAPHITE_SETTINGS_MODULE"] = "site_settings";
        return Process.Start(start)!;
    }

}
