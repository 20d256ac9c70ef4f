using System.Collections.Immutable;
using Tsuba.LiveState;

namespace Tsuba.Modules.Livestatus.Tables;

/// <summary>Services given as such, or as all services of some hosts; walked without a copy.</summary>
internal readonly struct ServiceSet
{
    private readonly ImmutableArray<LiveService> _services;
    private readonly ImmutableArray<LiveHost> _hosts;

    public ServiceSet(ImmutableArray<LiveService> services)
    {
        _services = services;
        _hosts = [];
    }

    public ServiceSet(ImmutableArray<LiveHost> hosts)
    {
        _services = [];
        _hosts = hosts;
    }

    public Walk GetEnumerator() => new(_services, _hosts);

    /// <summary>A walk over the services.</summary>
    public struct Walk
    {
        private readonly ImmutableArray<LiveHost> _hosts;
        private ImmutableArray<LiveService> _services;
        private int _host;
        private int _service;

        internal Walk(ImmutableArray<LiveService> services, ImmutableArray<LiveHost> hosts)
        {
            (_services, _hosts) = (services, hosts);
            _service = -1;
        }

        public readonly LiveService Current => _services[_service];

        public bool MoveNext()
        {
            while (++_service >= _services.Length)
            {
                if (_host >= _hosts.Length)
                {
                    return false;
                }

                _services = _hosts[_host++].Services;
                _service = -1;
            }

            return true;
        }
    }
}
