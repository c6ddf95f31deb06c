using Messenger.Web;

// A switch without a value would swallow the argument after it. Settings are read once: watching their file means watching the
// folder, and with it every write to a database that lies below.
var builder = WebApplication.CreateSlimBuilder([.. args.Where(arg => arg != Demo.Flag), "--hostBuilder:reloadConfigOnChange=false"]);
builder.WebHost.UseStaticWebAssets();
builder.AddStorage();
builder.AddVerbs();
builder.AddSignIn();
builder.AddSafety();
builder.AddLanguages();
builder.AddPages();
builder.AddLive();
builder.AddSockets();
builder.AddMail();
builder.AddBodies();
builder.AddFiles();
builder.AddApi();
builder.AddCrossOrigin();
builder.AddDescription();
builder.Services.AddHostedService<Resting>();

var app = builder.Build();
await app.PrepareStorageAsync();
await app.FillDemoAsync(args);

app.UseSafety();
app.UseCrossOrigin();
app.UseErrors();
app.UseSockets();
app.UseCompression();
app.UseOriginCheck();
app.UseRouting();
app.UseAuthentication();
app.UseFilesCookie();
app.UseLanguages();
app.UseAuthorization();
app.UseBodies();

app.MapStaticAssets();
app.MapRazorPages().WithStaticAssets().RequireAuthorization();
app.MapMyColours();
app.MapLive();
app.MapFiles();
app.MapApi();
app.MapDescription();

app.Announce();
await app.RunAsync();

public partial class Program;
