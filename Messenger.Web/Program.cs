using Messenger.Web;

try
{
    if (Commands.AreMeant(args))
    {
        return await Commands.RunAsync(args, Console.Out, Console.Error);
    }

    // A switch without a value would swallow the argument after it. Settings are read once: watching their file means watching the
    // folder, and with it every write to a database that lies below.
    var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
    {
        Args = [.. args.Where(arg => arg != Demo.Flag), "--hostBuilder:reloadConfigOnChange=false"], ContentRootPath = ProgramFolder.Path,
    });
    builder.ReadSettings();
    builder.AddLogs();
    builder.WebHost.UseStaticWebAssets();
    builder.AddDatabase();
    builder.AddDomain();
    builder.AddEvents();
    builder.AddSignIn();
    builder.AddSecurity();
    builder.AddLanguages();
    builder.AddPages();
    builder.AddLive();
    builder.AddSockets();
    builder.AddMail();
    builder.AddPush();
    builder.AddJobs();
    builder.AddHealth();
    builder.AddConnectionLimits();
    builder.AddRequestBodyLimits();
    builder.AddFiles();
    builder.AddBackups();
    builder.AddApi();
    builder.AddCrossOrigin();
    builder.AddOffline();
    builder.AddDescription();
    builder.AddMetrics();
    builder.Services.AddHostedService<IdleTrimmer>().AddHostedService<SearchIndexWorker>().AddHostedService<DepartureWorker>().AddHostedService<RetentionWorker>().AddHostedService<SettingsWatcher>();

    var app = builder.Build();
    await app.PrepareDatabaseAsync();
    await app.Services.GetRequiredService<LiveSettings>().RefreshAsync();
    await app.CheckFileStoreAsync();
    await app.FillDemoAsync(args);

    app.UseMetrics();
    app.UseSecurityHeaders();
    app.UseCrossOrigin();
    app.UseErrors();
    app.UseUpgradeLimit();
    app.UseSockets();
    app.UseCompression();
    app.UseBuildCheck();
    app.UseOriginCheck();
    app.UsePublicHost();
    app.UseRouting();
    app.UseAuthentication();
    app.UseFilesCookie();
    app.UseSessionInLogs();
    app.UseLanguages();
    app.UseAuthorization();
    app.UseAccountRestrictions();
    app.UseRequestBodyLimits();
    app.UseRateLimits();

    app.MapStaticAssets();
    app.MapRazorPages().WithStaticAssets().RequireAuthorization();
    app.MapPersonalStyleSheet();
    app.MapServiceWorker();
    app.MapManifest();
    app.MapFormToken();
    app.MapPasskeys();
    app.MapLive();
    app.MapPush();
    app.MapFiles();
    app.MapBackups();
    app.MapApi();
    app.MapHealth();
    app.MapBrowserErrors();
    app.MapDescription();

    app.Announce();
    await app.RunAsync();
    return 0;
}
catch (Exception failure) when (StartFailure.Explain(failure) is { } sentence)
{
    await Console.Error.WriteLineAsync(sentence);
    return StartFailure.ExitCode;
}

public partial class Program;
