namespace Tsuba.Engine.Tests.States;

public sealed class ServiceLifeTests
{
    [Fact]
    public void Service_GoesCriticalAndComesBack_LogsAndNotifies()
    {
        var run = new EngineRun(Site.New().Machine("web").Check("web", "http").Link());
        run.Until(30);
        Assert.Equal("0 HARD 1", run.State("web;http"));
        run.Answer("web;http", 2, "CRITICAL - refused").Until(200);
        Assert.Equal("2 HARD 3", run.State("web;http"));
        run.Answer("web;http", 0, "OK - 12 ms").Until(260);

        Assert.Equal(
            [
                "SERVICE ALERT: web;http;CRITICAL;SOFT;1;CRITICAL - refused",
                "SERVICE ALERT: web;http;CRITICAL;SOFT;2;CRITICAL - refused",
                "SERVICE ALERT: web;http;CRITICAL;HARD;3;CRITICAL - refused",
                "SERVICE NOTIFICATION: bob;web;http;CRITICAL;tell;CRITICAL - refused",
                "SERVICE ALERT: web;http;OK;HARD;3;OK - 12 ms",
                "SERVICE NOTIFICATION: bob;web;http;OK;tell;OK - 12 ms",
            ],
            run.Log);
    }
}
