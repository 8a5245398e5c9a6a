package io.faultlore.receiver.server;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.Executor;

/** {@code /metrics} as text, OpenMetrics or protobuf, whichever the scraper prefers. */
final class MetricsPage implements HttpService {
  private static final int BODY_BYTES = 1 << 16;

  private final ExpositionFormats formats = ExpositionFormats.init();
  private final PrometheusRegistry registry;
  private final Executor executor;

  MetricsPage(PrometheusRegistry registry, Executor executor) {
    this.registry = registry;
    this.executor = executor;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    String accepted = request.headers().get(HttpHeaderNames.ACCEPT, "");
    ExpositionFormatWriter format = formats.findWriter(accepted);
    return HttpResponse.of(() -> scrape(format), executor);
  }

  private HttpResponse scrape(ExpositionFormatWriter format) {
    ByteArrayOutputStream page = new ByteArrayOutputStream(BODY_BYTES);
    try {
      format.write(page, registry.scrape());
    } catch (IOException impossible) {
      throw new IllegalStateException("writing to memory cannot fail", impossible);
    }
    return HttpResponse.of(
        HttpStatus.OK, MediaType.parse(format.getContentType()), HttpData.wrap(page.toByteArray()));
  }
}
