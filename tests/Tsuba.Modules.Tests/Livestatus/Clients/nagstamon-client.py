"""Nagstamon's Livestatus backend against a port. Prints what it found. What this backend never calls is not there: keyring, Kerberos."""
import sys
import types

sys.modules['keyring'] = types.ModuleType('keyring')
kerberos = types.ModuleType('requests_kerberos')
kerberos.HTTPKerberosAuth = object
sys.modules['requests_kerberos'] = kerberos
port = sys.argv[1]
sys.argv = sys.argv[:1]
from Nagstamon.Config import Server, conf  # noqa: E402
from Nagstamon.Servers.Livestatus import LivestatusServer  # noqa: E402

server = LivestatusServer()
server.name = 'tsuba'
server.monitor_url = 'http://127.0.0.1:' + port
server.init_config()
conf.filter_acknowledged_hosts_services = False
result = server._get_status()
print('error=' + str(result.error))
for name in sorted(server.new_hosts):
    host = server.new_hosts[name]
    print('host %s %s %s' % (name, host.status, host.status_type))
    for description in sorted(host.services):
        service = host.services[description]
        print('service %s %s %s %s' % (name, description, service.status, service.status_information.isascii()))
server.set_acknowledge({'host': 'web', 'service': 'http', 'sticky': True, 'notify': False, 'persistent': False, 'author': 'ann', 'comment': 'seen'})
server.set_recheck({'host': 'db', 'service': ''})
